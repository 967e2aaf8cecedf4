import { recordId, type MessageId } from '#contracts';
import type { NewWork, Step, Work, WorkResult } from '#lane';
import type { CorrelationWrite, ShownChat } from '#correlation';
import type { MessengerAdapter } from '#ports/messenger';
import { workOf } from '../domain/plan-sending.js';
import { afterPressed, placeSlot, withoutSlot } from '../domain/place-slot.js';
import type { Sending, SlotSending } from '../domain/sending.js';
import type { Call, Context } from './context.js';
import { failureOf } from './from-error.js';
import { noteShown, type Reached } from './note-shown.js';

type Result = WorkResult<CorrelationWrite>;

/** Edits a menu in its place, or sends it anew at the bottom; an older version than stands there, or waits, is dropped. */
export async function showSlot(
  context: Context,
  { messenger, to, standing }: Reached,
  sending: Sending & { what: SlotSending },
  work: Work,
  call: Call,
): Promise<Result> {
  const { chat, what } = sending;
  const isOvertaken = context.newest.passed(chat, what);
  if (isOvertaken && what.pressedOn === undefined) return { kind: 'done', step: {} };
  const before = standing.shown;
  const place = placeSlot(before, what, messenger.isBelow);
  if (isOvertaken || place.kind === 'outdated')
    return { kind: 'done', step: noteCopy(context, sending, work, before, messenger.isBelow) };
  const { slot, version, about } = what;
  if (place.kind === 'edit') {
    const found = await edit(messenger, call, to, place.message, what);
    // As a new message it has rates to wait for.
    if (!found)
      return { kind: 'again', inMs: 0, step: { side: [{ kind: 'shown', row: withoutSlot(before, chat, slot) }] } };
    const step = noteShown(standing, chat, place.message, about, { slot, version, edited: true });
    return { kind: 'done', step: { ...step, newWork: withoutButtons(context, sending, work, place.message, []) } };
  }
  const message = await messenger.send(call, to, what);
  const step = noteShown(standing, chat, message, about, { slot, version, edited: false });
  return { kind: 'done', step: { ...step, newWork: withoutButtons(context, sending, work, message, [place.instead]) } };
}

/** Where a copy of the slot was pressed that nobody knew of, what overtakes this version is to stand below it. */
function noteCopy(
  context: Context,
  sending: Sending & { what: SlotSending },
  work: Work,
  before: ShownChat | undefined,
  isBelow: MessengerAdapter['isBelow'],
): Step<CorrelationWrite> {
  const { chat, what } = sending;
  const known = before?.slots[what.slot]?.message;
  if (what.pressedOn === undefined || what.pressedOn === known) return {};
  const row = afterPressed(chat, before, what.pressedOn, isBelow);
  return { side: [{ kind: 'shown', row }], newWork: withoutButtons(context, sending, work, known, []) };
}

/** The slot stands in `now` alone: what else shows it, or a copy of it, loses its buttons. */
function withoutButtons(
  { clock }: Context,
  sending: Sending & { what: SlotSending },
  work: Work,
  now: MessageId | undefined,
  before: readonly (MessageId | undefined)[],
): NewWork[] {
  const others = new Set([...before, sending.what.pressedOn].filter((message) => message !== undefined));
  if (now !== undefined) others.delete(now);
  return [...others].map((message, i) => {
    const old = { kind: 'remove-buttons' as const, message };
    return workOf({ ...sending, what: old }, recordId([work.id], i, old), clock.now());
  });
}

/** False where the message is gone. */
async function edit(
  messenger: MessengerAdapter,
  call: Call,
  to: string,
  message: MessageId,
  content: SlotSending,
): Promise<boolean> {
  try {
    await messenger.edit(call, to, message, content);
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'final' || (failure.word !== 'not-modified' && failure.word !== 'not-found')) throw error;
    return failure.word === 'not-modified';
  }
}
