import type { Clock } from '#lane';
import type { Blobs } from '../journal/blobs.js';
import { formatText } from '../text/format-text.js';
import type { History } from '../world/history.js';
import { chatAt, mustHave } from '../world/lookup.js';
import type { Button, Content, Message } from '../world/message.js';
import type { UserId } from '../world/world.js';

/** What a person's doings stand on. */
export type Hands = { history: History; clock: Clock; blobs: Blobs };

/** Who does it, and where. */
export type Stand = { person: UserId; place: string };

/** Gives the topic's id, which is that of the message that says so. */
export function personOpensTopic(hands: Hands, stand: Stand, name: string): number {
  const { room, lastMessageId } = chatAt(hands.history.world, stand.place);
  if (room.kind !== 'supergroup' || room.isForum !== true) throw new RangeError('Only a forum has topics');
  const id = lastMessageId + 1;
  const at = hands.clock.now();
  const content = { kind: 'service', what: 'topic-created', name } as const;
  const message = { id, from: stand.person, at, thread: id, content };
  hands.history.record({ kind: 'message-posted', at, place: stand.place, message });
  return id;
}

export function personEdits(hands: Hands, { person, place }: Stand, id: number, words: string): void {
  const message = messageAt(hands, place, id);
  if (message.from !== person) throw new RangeError(`Message ${id} is not theirs to edit`);
  const text = formatText(words, undefined);
  const { content } = message;
  const next: Content = content.kind === 'media' ? { ...content, caption: text } : { kind: 'text', text };
  hands.history.record({ kind: 'message-edited', at: hands.clock.now(), place, id, by: person, content: next });
}

export function personDeletes(hands: Hands, { place }: Stand, ids: number[]): void {
  hands.history.record({ kind: 'messages-deleted', at: hands.clock.now(), place, ids });
}

export function personReacts(hands: Hands, { person, place }: Stand, id: number, emojis: string[]): void {
  messageAt(hands, place, id);
  hands.history.record({ kind: 'reacted', at: hands.clock.now(), place, id, by: person, emojis });
}

/** Presses a button that carries data; gives the id of the press. A forged one may carry data no button has. */
export function personPresses(hands: Hands, { person, place }: Stand, message: number, data: string): string {
  const { history, clock } = hands;
  const { from, businessBot } = messageAt(hands, place, message);
  const { bot } = mustHave(history.world.bots.get(businessBot ?? from), `bot that wrote message ${message}`);
  const id = String(BigInt(person) * 4_294_967_296n + BigInt(history.world.lastPress + 1));
  const at = clock.now();
  history.record({ kind: 'button-pressed', at, press: { id, at, bot: bot.id, person, place, message, data } });
  return id;
}

/** The data of a button by its label. */
export function dataOf(buttons: Button[][] | undefined, label: string): string {
  const all = (buttons ?? []).flat();
  const button = all.find(({ text }) => text === label) ?? all.find(({ text }) => text.includes(label));
  if (button === undefined)
    throw new RangeError(`There is no button "${label}": ${all.map(({ text }) => text).join(' · ')}`);
  return mustHave(button.callback_data, `data behind "${label}"`);
}

export const messageAt = ({ history }: Hands, place: string, id: number): Message =>
  mustHave(chatAt(history.world, place).messages.get(id), `message ${id}`);
