import { messageId, type Button, type ChatKey, type Delivery, type MessageId, type Showing } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import { render, renderLabel, renderLines } from '#wording';

type Reader = { language: string; zone: string; now: number };
const READER: Reader = { language: 'en', zone: 'UTC', now: 0 };

/** A message as the chat shows it. */
export type Shown = {
  message: MessageId;
  text: string;
  buttons: { label: string; token?: string }[][];
  version: number;
};

/** What a chat shows after the deliveries of a session: the notifier's part, as far as a person can see it. */
export class Screen {
  readonly slots = new Map<string, Shown>();
  /** Messages of their own, oldest first. */
  readonly said: string[] = [];
  readonly reactions = new Map<MessageId, string>();
  /** Every answer to every press: its toast, or nothing. */
  readonly answers = new Map<string, (string | undefined)[]>();
  /** The slot shown last. */
  last: Shown | undefined;
  /** What was said last about a message of the person's. */
  readonly told = new Map<MessageId, string>();
  #sent = 0;

  /** Shows one delivery; returns the correlation the notifier would write. */
  show({ chat, reader, what }: Delivery): CorrelationWrite[] {
    switch (what.kind) {
      case 'slot':
        return this.#slot(chat, what);
      case 'say': {
        const text = renderLines(what.lines, READER).text;
        if (what.replyTo) this.told.set(what.replyTo, text);
        this.said.push(text);
        return [outgoing(chat, this.#nextMessage(), what.about)];
      }
      case 'react':
        this.reactions.set(what.message, what.reaction);
        return [];
      case 'answer-press':
        this.answers.set(what.press, [
          ...(this.answers.get(what.press) ?? []),
          what.toast && render(what.toast, READER).text,
        ]);
        return [];
      case 'file':
        throw new Error(`a session shows no files, yet it did to ${reader}`);
    }
  }

  #slot(chat: ChatKey, slot: Extract<Showing, { kind: 'slot' }>): CorrelationWrite[] {
    const before = this.slots.get(slot.slot);
    if (before && before.version >= slot.version)
      throw new Error(`slot ${slot.slot} went from ${before.version} to ${slot.version}`);
    const message = before?.message ?? this.#nextMessage();
    const text = renderLines(slot.lines, READER).text;
    this.last = { message, text, buttons: slot.buttons.map((row) => row.map(shownButton)), version: slot.version };
    this.slots.set(slot.slot, this.last);
    return [outgoing(chat, message, slot.about, slot.slot)];
  }

  #nextMessage = () => messageId(`bot ${++this.#sent}`);
}

const shownButton = ({ label, token }: Button) => ({ label: renderLabel(label, READER), token });

const outgoing = (
  chat: ChatKey,
  message: MessageId,
  about: Extract<Showing, { kind: 'say' }>['about'],
  slot?: string,
): CorrelationWrite => ({
  kind: 'about',
  row: { chat, message, direction: 'out', ...about, slot },
});
