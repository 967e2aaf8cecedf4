import { chatKey, chatOf, recordId } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import { type Attempt, within, type Work, type WorkResult } from '#lane';
import { inMovedChat } from '../domain/in-moved-chat.js';
import { endpointOf, sendingWork, workOf } from '../domain/plan-sending.js';
import { type Sending, sendingOf } from '../domain/sending.js';
import { wordDelivery } from '../domain/word-delivery.js';
import { type Context, reach } from './context.js';
import { type Failure, failureOf } from './from-error.js';
import { noteShown, type Reached, type Standing, standingIn } from './note-shown.js';
import { awaitFile, inPlaceOf, sendFile } from './send-file.js';
import { showSlot } from './show-slot.js';

/** How long one call may take (ms). */
const CALL_MS = 20_000;
/** A sign on a message that may have come through is sent again so often at most: for some minutes, and it comes once all the same. */
const MOST_SIGNS = 5;

type Result = WorkResult<CorrelationWrite>;
const NOTHING: Standing = { shown: undefined, isBlocked: false };
const done = { kind: 'done', step: {} } as const;

/**
 * Sends one thing to a chat, once. What was sent is tied to its issue, so that a reply finds it. Throws, and so makes a
 * dead letter, where what was to be said will never be: its words are not there, the messenger refuses it.
 */
export async function send(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const sending = sendingOf(work);
  const reached = reach(context, sending.chat);
  if (!reached) throw new Error('Work of a channel that is not configured was run.');
  const standing = isShown(sending) ? await standingIn(context, sending.chat) : NOTHING;
  if (!(await context.rates.turn(work, attempt.sendBy))) return { kind: 'late' };
  try {
    return await within(context.clock, CALL_MS, attempt.signal, (signal) =>
      carryOut(context, { ...reached, standing }, sending, work, attempt, signal),
    );
  } catch (error) {
    return await fail(context, sending, work, error);
  } finally {
    await context.rates.answered(work);
  }
}

async function carryOut(
  context: Context,
  reached: Reached,
  sending: Sending,
  work: Work,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<Result> {
  const { messenger, to, desk, standing } = reached;
  const { chat, what } = sending;
  const call = { signal, sendBy: attempt.sendBy };
  switch (what.kind) {
    case 'say':
      return { kind: 'done', step: noteShown(standing, chat, await messenger.send(call, to, what), what.about) };
    case 'slot':
      return showSlot(context, reached, { ...sending, what }, work, call);
    case 'file':
      return sendFile(context, reached, { ...sending, what }, work, attempt, call);
    case 'await-file':
      return awaitFile(context, desk, { ...sending, what }, work, attempt.signal);
    case 'react':
      await messenger.react(call, to, what.message, what.reaction);
      return done;
    case 'answer-press':
      await messenger.answerPress(call, what.press, what.toast);
      return done;
    case 'remove-buttons':
      await messenger.removeButtons(call, to, what.message);
      return done;
    case 'unworded':
      return wordAgain(context, reached, what.delivery, work);
  }
}

/** Perhaps this is the release that knows the words. */
function wordAgain(
  { clock }: Context,
  { channel }: Reached,
  delivery: Extract<Sending['what'], { kind: 'unworded' }>['delivery'],
  work: Work,
): Result {
  const parts = wordDelivery(delivery, channel.capabilities, channel.messenger, work.bornAt);
  const newWork = parts.map((what, i) => sendingWork(delivery, what, recordId([work.id], i, 'worded'), clock.now()));
  return { kind: 'done', step: { newWork } };
}

async function fail(context: Context, sending: Sending, work: Work, error: unknown): Promise<Result> {
  const failure = failureOf(error);
  switch (failure.kind) {
    case 'throttled':
      return heed(context, sending, failure);
    case 'moved':
      return { kind: 'done', step: { newWork: follow(sending, failure.chat, work, context.clock.now()) } };
    case 'final':
      return conclude(context, sending, work, failure.word, error);
    case 'unknown':
      return isSign(sending) && work.tries >= MOST_SIGNS ? { ...done, unheard: true } : failure;
    case 'down':
    case 'late':
      return failure;
  }
}

/** It comes to stand in its chat. */
const isShown = ({ what: { kind } }: Sending) => kind === 'say' || kind === 'slot' || kind === 'file';

/** What comes after it in its chat does not wait for it for long. */
const isSign = ({ what: { kind } }: Sending) => kind === 'react' || kind === 'remove-buttons';

/**
 * In a group the limit that strikes is the group's own (Bot FAQ: 20 a minute), and no one else waits for it; elsewhere it
 * may be the bot's, and the whole channel waits.
 */
async function heed(
  { rates }: Context,
  { chat, group }: Sending,
  failure: Extract<Failure, { kind: 'throttled' }>,
): Promise<Result> {
  await rates.hold(endpointOf(chat), group ? chat : undefined, failure.retryAfterMs);
  return { ...failure, scope: group ? 'key' : 'endpoint' };
}

function follow(sending: Sending, chat: string, work: Work, now: number) {
  const { desk, channel } = chatOf(sending.chat);
  const moved = inMovedChat(sending, chatKey(desk, channel, chat));
  return moved ? [workOf(moved, recordId([work.id], 0, moved.chat), now)] : [];
}

/** The messenger's final word about a sending: it is not sent again, and nothing else is held up by it. */
function conclude(
  { clock, logger }: Context,
  sending: Sending,
  work: Work,
  word: Extract<Failure, { kind: 'final' }>['word'],
  error: unknown,
): Result {
  const { chat, what } = sending;
  if (word === 'blocked') return { kind: 'done', step: { side: [{ kind: 'blocked', chat, since: clock.now() }] } };
  if (word === 'not-modified') return done;
  switch (what.kind) {
    case 'say':
    case 'slot':
    case 'unworded':
      throw error;
    case 'file': {
      logger.warn({ work: work.id, kind: what.kind, word }, 'The messenger does not take a file.');
      const instead = workOf(inPlaceOf({ ...sending, what }, what.failed), recordId([work.id], 0, null), clock.now());
      return { kind: 'done', step: { newWork: [instead] } };
    }
    case 'await-file':
    case 'react':
    case 'answer-press':
    case 'remove-buttons':
      logger.debug({ work: work.id, kind: what.kind, word }, 'Nothing was left to do.');
      return done;
  }
}
