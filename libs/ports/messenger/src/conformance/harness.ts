import type { Mark } from '#contracts';

/** What a messenger may or may not have. The suite runs the promises of what is named. */
export type OptionalPart = 'webhook';

/** What a messenger's own tests bring to `describeMessenger`. */
export type MessengerHarness = {
  parts: readonly OptionalPart[];
  /** Starts a server. Called once, before the first promise; cases share it and each brings its own person. */
  start(): Promise<MessengerUnderTest>;
};

export type MessengerUnderTest = {
  /** What the plugin's `configSchema` parses. */
  config: unknown;
  /** The same with a credential the server does not know. */
  wrongCredential: unknown;
  /** What no error may contain. */
  secret: string;
  /** A raw update of a kind nobody knows yet, as the server would send it. */
  strangeUpdate: unknown;
  /** A chat that is not there. */
  unknownChat: string;
  /** Someone new who has opened a private chat with the channel. */
  newPerson(name: string): Person;
  faults: { next(fault: Fault): void };
  stop(): Promise<void>;
};

/**
 * What befalls the next call that shows something: told to come back (`retryAfterMs`), broken inside the server, or its
 * connection cut before or after the server acted.
 */
export type Fault =
  | { kind: 'throttled'; retryAfterMs: number }
  | { kind: 'broken' }
  | { kind: 'cut-before' }
  | { kind: 'cut-after' };

/** The person's side of a private chat, past the adapter: an adapter must not vouch for itself. */
export interface Person {
  readonly name: string;
  /** The messenger's own ids of the chat and the user. */
  readonly chat: string;
  readonly user: string;
  /** What a person does gives the message's id. */
  say(words: string, replyTo?: string): string;
  edit(message: string, words: string): void;
  sendFile(file: { name: string; mime: string; bytes: Buffer; caption?: string }): string;
  /** Sends what no tracker can keep. */
  sendPoll(): string;
  /** Presses the button with this label; `toast` waits for the answer. */
  press(message: string, label: string): { toast(): Promise<string> };
  delete(message: string): void;
  block(): void;
  unblock(): void;
  /** The chat as it is on the person's screen, oldest first. */
  screen(): readonly Shown[];
}

/** A message as a person sees it. */
export type Shown = {
  id: string;
  by: 'person' | 'channel';
  text: string;
  marks: readonly Mark[];
  buttons: readonly (readonly { label: string; url?: string | undefined }[])[];
  replyTo?: string | undefined;
  /** Whether the answer field was opened with it. */
  asks: boolean;
  reactions: readonly string[];
  files: readonly { name: string; read(): Promise<Buffer> }[];
};
