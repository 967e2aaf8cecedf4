import { type About, chatOf, type MessageId, recordId } from '#contracts';
import type { CorrelationReads, CorrelationWrite, ShownChat } from '#correlation';
import type { Attempt, Clock, Step, Work, WorkResult } from '#lane';
import type { Logger } from '#telemetry';
import type { MessengerAdapter, Outgoing } from '#ports/messenger';
import type { Desk, Desks } from '#plugins';
import { afterShown, placeSlot } from '../domain/place-slot.js';
import { type FileSending, Sending, type SlotSending } from '../domain/sending.js';
import { failureOf } from './from-error.js';

/** How long one call may take (ms). */
const CALL_MS = 20_000;
const FILE_MS = 600_000;

export type Context = { desks: Desks['all']; reads: CorrelationReads; clock: Clock; logger: Logger };
type Result = WorkResult<CorrelationWrite>;
type Call = { signal: AbortSignal; sendBy: Attempt['sendBy'] };

/** Sends one thing to a chat, once. What was sent is tied to its issue, so that a reply finds it. */
export async function send(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const sending = Sending.parse(work.body);
  const { chat, what } = sending;
  const desk = context.desks.get(sending.desk);
  const messenger = desk?.channels.get(chatOf(chat).channel);
  if (!desk || !messenger) return { kind: 'done', step: {} };
  const within = AbortSignal.timeout(what.kind === 'file' ? FILE_MS : CALL_MS);
  const call = { signal: AbortSignal.any([attempt.signal, within]), sendBy: attempt.sendBy };
  try {
    return { kind: 'done', step: await carryOut(context, desk, messenger, sending, work, call) };
  } catch (error) {
    const failure = failureOf(error);
    return failure.kind === 'final' ? { kind: 'done', step: conclude(context, sending, work, failure.word) } : failure;
  }
}

async function carryOut(
  context: Context,
  desk: Desk,
  messenger: MessengerAdapter,
  { chat, what }: Sending,
  work: Work,
  call: Call,
): Promise<Step<CorrelationWrite>> {
  const to = chatOf(chat).chat;
  switch (what.kind) {
    case 'say':
      return sent(await shownIn(context, chat), chat, await messenger.send(call, to, what), what.about);
    case 'slot':
      return showSlot(context, messenger, chat, what, work, call);
    case 'file':
      return sent(await shownIn(context, chat), chat, await sendFile(desk, messenger, to, what, call), what.about);
    case 'react':
      await messenger.react(call, to, what.message, what.reaction);
      return {};
    case 'answer-press':
      await messenger.answerPress(call, what.press, what.toast);
      return {};
    case 'remove-buttons':
      await messenger.removeButtons(call, to, what.message);
      return {};
  }
}

const shownIn = async ({ reads }: Context, chat: Sending['chat']) => (await reads.shown([chat])).get(chat);

function sent(
  before: ShownChat | undefined,
  chat: Sending['chat'],
  message: MessageId,
  about: About | undefined,
  slot?: { slot: string; version: number; edited: boolean },
): Step<CorrelationWrite> {
  const shown: CorrelationWrite = { kind: 'shown', row: afterShown(chat, before, message, slot) };
  if (!about) return { side: [shown] };
  return { side: [shown, { kind: 'about', row: { chat, message, direction: 'out', ...about } }] };
}

async function showSlot(
  context: Context,
  messenger: MessengerAdapter,
  chat: Sending['chat'],
  what: SlotSending,
  work: Work,
  call: Call,
): Promise<Step<CorrelationWrite>> {
  const before = await shownIn(context, chat);
  const to = chatOf(chat).chat;
  const { slot, version, about } = what;
  const place = placeSlot(before, what, messenger.isBelow);
  if (place.kind === 'outdated') return {};
  if (place.kind === 'edit' && (await edited(messenger, call, to, place.message, what))) {
    return sent(before, chat, place.message, about, { slot, version, edited: true });
  }
  const message = await messenger.send(call, to, what);
  const step = sent(before, chat, message, about, { slot, version, edited: false });
  const old = place.kind === 'send' ? place.instead : undefined;
  return old === undefined ? step : { ...step, newWork: [withoutButtons(work, old, context.clock.now())] };
}

/** False where the message to edit is gone: the content is sent anew. */
async function edited(
  messenger: MessengerAdapter,
  call: Call,
  to: string,
  message: MessageId,
  content: Outgoing,
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

function withoutButtons(work: Work, message: MessageId, now: number) {
  const body = { ...Sending.parse(work.body), what: { kind: 'remove-buttons' as const, message } };
  const { endpoint, orderKey, trace } = work;
  const id = recordId([work.id], 0, body.what);
  return { id, kind: 'remove-buttons', endpoint, orderKey, trace, effect: true, body, bornAt: now, dueAt: now };
}

async function sendFile(
  desk: Desk,
  messenger: MessengerAdapter,
  to: string,
  what: FileSending,
  call: Call,
): Promise<MessageId> {
  const { file, caption, tooBig } = what;
  const { files } = desk.tracker;
  if (!files || file.size > messenger.capabilities.maxUpload)
    return messenger.send(call, to, { text: tooBig, buttons: [] });
  const open = () => files.open({ as: { kind: 'service' }, signal: call.signal }, file);
  return messenger.sendFile(call, to, { name: file.name, mime: file.mime, size: file.size, caption, open });
}

/** The messenger's final word about a sending: nothing is sent again, and nothing else is held up by it. */
function conclude(
  { clock, logger }: Context,
  { chat, what }: Sending,
  work: Work,
  word: string,
): Step<CorrelationWrite> {
  if (word === 'blocked') return { side: [{ kind: 'blocked', chat, since: clock.now() }] };
  if (word === 'rejected' || word === 'moved')
    logger.warn({ work: work.id, kind: what.kind, word }, 'A sending was refused.');
  return {};
}
