import type { MessageId } from '#contracts';
import type { ShownChat } from '#correlation';
import type { SlotSending } from './sending.js';

/** Where a slot's content goes: nowhere (a later version stands there), into its message, or anew to the bottom. */
export type Place =
  | { kind: 'outdated' }
  | { kind: 'edit'; message: MessageId }
  | { kind: 'send'; instead: MessageId | undefined };

/** A menu is edited where it stands, unless something stands below it by now. */
export function placeSlot(
  shown: ShownChat | undefined,
  { slot, version, lastIncoming, pressedOn }: SlotSending,
  isBelow: (message: MessageId, other: MessageId) => boolean,
): Place {
  const before = shown?.slots[slot];
  if (!before) return { kind: 'send', instead: undefined };
  if (before.version >= version) return { kind: 'outdated' };
  const last = [lastIncoming, pressedOn, shown.lastOwn].some(
    (other) => other !== undefined && isBelow(other, before.message),
  );
  return last ? { kind: 'send', instead: before.message } : { kind: 'edit', message: before.message };
}

/** Menus of long ago are forgotten: one that is shown again comes anew. */
const MOST_SLOTS = 20;

/** What stands in the chat after `message` was sent, or, a slot's, edited. */
export function afterShown(
  chat: ShownChat['chat'],
  before: ShownChat | undefined,
  message: MessageId,
  slot?: { slot: string; version: number; edited: boolean },
): ShownChat {
  const lastOwn = slot?.edited ? before?.lastOwn : message;
  if (!slot) return { chat, slots: before?.slots ?? {}, lastOwn };
  const others = Object.entries(before?.slots ?? {}).filter(([name]) => name !== slot.slot);
  const slots = Object.fromEntries([...others, [slot.slot, { message, version: slot.version }]].slice(-MOST_SLOTS));
  return { chat, slots, lastOwn };
}

/** The same chat, once a button of `message` was pressed: it stands there, whether we heard of it or not. */
export function afterPressed(
  chat: ShownChat['chat'],
  before: ShownChat | undefined,
  message: MessageId,
  isBelow: (message: MessageId, other: MessageId) => boolean,
): ShownChat {
  const { slots = {}, lastOwn } = before ?? {};
  return { chat, slots, lastOwn: lastOwn !== undefined && !isBelow(message, lastOwn) ? lastOwn : message };
}

/** The same chat, once a slot's message is found to be gone. */
export function withoutSlot(before: ShownChat | undefined, chat: ShownChat['chat'], slot: string): ShownChat {
  const slots = Object.entries(before?.slots ?? {}).filter(([name]) => name !== slot);
  return { chat, slots: Object.fromEntries(slots), lastOwn: before?.lastOwn };
}
