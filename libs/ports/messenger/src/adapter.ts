import type { Readable } from 'node:stream';
import type { ChannelId, ChatFile, DeskId, MessageId, RichText, Update } from '#contracts';
import type { z } from 'zod';

/** A read, or a setting that is safe to repeat. */
export type Call = { signal: AbortSignal };
/** One sending. Past `sendBy` on either clock nothing goes to the socket: the adapter throws `late`. */
export type SendCall = Call & { sendBy: { wall: number; monotonic: number } };

export type Capabilities = {
  /** Longest message and caption, in UTF-16 units after markup is taken out. */
  maxText: number;
  maxCaption: number;
  /** Largest file in bytes the messenger gives us, and takes from us. */
  maxDownload: number;
  maxUpload: number;
  /** Longest notice shown as the answer to a press, in characters. */
  maxToast: number;
  edits: boolean;
  reactions: boolean;
  /** Sends per second in one chat, in one group per minute, and per channel per second. */
  rates: { chatPerSecond: number; groupPerMinute: number; channelPerSecond: number };
};

/** One button as the messenger shows it. `token` is at most 64 bytes (Bot API: 1–64 bytes of `callback_data`). */
export type ShownButton = { label: string; token?: string | undefined; url?: string | undefined };

/** One message, already in the reader's language and within the limits. Of a link the messenger cannot open its words are shown. */
export type Outgoing = {
  text: RichText;
  buttons: readonly (readonly ShownButton[])[];
  replyTo?: MessageId | undefined;
  /** Asks the messenger to open the answer field, where it can. */
  ask?: boolean | undefined;
};

export type OutgoingFile = {
  name: string;
  mime?: string | undefined;
  size: number;
  caption?: RichText | undefined;
  replyTo?: MessageId | undefined;
  /**
   * Opened right before the bytes go out, and once more where the messenger refuses a picture and takes it as a
   * document; destroyed by the adapter.
   */
  open(): Promise<Readable>;
};

/** What a raw update turned out to be. `ignored` names why; nothing is ever dropped without a name. */
export type Normalised = { id: string; update: Update } | { id: string; ignored: string };

export interface MessengerAdapter {
  readonly capabilities: Capabilities;

  /** At start and by `doctor`: who the channel is. `link` opens a chat with it. */
  me(call: Call): Promise<{ id: string; name: string; link: string }>;

  /**
   * Checks (constant time, before the body is parsed) that a webhook is genuine. `headers` are lower-case.
   * Called by the gateway for every request; no I/O.
   */
  genuine(headers: Readonly<Record<string, string | undefined>>): boolean;

  /**
   * Turns one raw update into the contract's form. Pure. `id` is the messenger's own id of the update, unique within
   * the channel; it becomes the record's cause. `undefined`: not an update at all (no id).
   */
  normalise(raw: unknown, receivedAt: number): Normalised | undefined;

  /** Long polling: waits up to `waitMs` for updates after `after`, and by asking confirms all up to and with it. */
  poll(call: Call, after: string | undefined, waitMs: number): Promise<{ raw: unknown[]; last: string | undefined }>;

  /** Sets the webhook (`url`), or takes it away so that polling may begin. Safe to repeat; by one gateway at a time. */
  receiveAt(call: Call, url: string | undefined): Promise<void>;

  send(call: SendCall, chat: string, message: Outgoing): Promise<MessageId>;
  sendFile(call: SendCall, chat: string, file: OutgoingFile): Promise<MessageId>;
  edit(call: SendCall, chat: string, message: MessageId, to: Outgoing): Promise<void>;
  react(call: SendCall, chat: string, message: MessageId, reaction: 'taken' | 'saved' | 'none'): Promise<void>;
  /** Takes the buttons off a message that shows a menu from before; its text stays. */
  removeButtons(call: SendCall, chat: string, message: MessageId): Promise<void>;
  answerPress(call: SendCall, press: string, toast: string | undefined): Promise<void>;

  /** Streams one file of a person. The caller reads to the end or destroys it; `rejected` if it is over the limit. */
  openFile(call: Call, file: ChatFile): Promise<Readable>;

  /** Whether one message stands below another of the same chat. Pure. */
  isBelow(message: MessageId, other: MessageId): boolean;

  /** At shutdown: ends its connections; what still runs on them fails. */
  close(): Promise<void>;
}

/** One registered messenger. `configSchema` parses a desk's entry under `channels:`. */
export interface MessengerPlugin<C = unknown> {
  readonly id: string;
  readonly configSchema: z.ZodType<C>;
  create(config: C, where: { desk: DeskId; channel: ChannelId }): MessengerAdapter;
}
