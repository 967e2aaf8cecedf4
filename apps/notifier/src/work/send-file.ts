import type { Readable } from 'node:stream';
import { join } from '#text';
import { recordId, type RichText } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Attempt, Clock, Work, WorkResult } from '#lane';
import { TrackerError, type TrackerFiles } from '#ports/tracker';
import { workOf } from '../domain/plan-sending.js';
import type { AwaitFileSending, FileSending, SaySending, Sending } from '../domain/sending.js';
import type { Call, Context, NotifiedDesk } from './context.js';
import { livingDeadline } from './living-deadline.js';
import { noteShown, type Reached } from './note-shown.js';

type Result = WorkResult<CorrelationWrite>;

/** A tracker that does not begin to give a file for so long (ms) is waited for elsewhere. */
const OPEN_WITHIN_MS = 10_000;
/** The last of these comes after half an hour. */
const MOST_BROKEN = 10;

/**
 * Streams a file from the tracker into a chat. One that cannot be had yet steps aside, so that its chat goes on.
 *
 * @param call for words in its place, which take no longer than any others.
 */
export async function sendFile(
  context: Context,
  { desk, messenger, to, standing }: Reached,
  sending: Sending & { what: FileSending },
  work: Work,
  attempt: Attempt,
  call: Call,
): Promise<Result> {
  const { chat, what } = sending;
  const { file, caption, about } = what;
  const say = (instead: RichText) =>
    workOf(inPlaceOf(sending, instead), recordId([work.id], 0, null), context.clock.now());
  const isTooBig = file.size > messenger.capabilities.maxUpload;
  if (isTooBig || !desk.tracker.files) {
    const words = wordsInPlaceOf(what, isTooBig ? what.tooBig : what.failed);
    return { kind: 'done', step: noteShown(standing, chat, await messenger.send(call, to, words), about) };
  }
  const source = trackerSource(context.clock, desk.tracker.files, file, attempt.signal);
  const deadline = livingDeadline(context.clock, attempt);
  const outgoing = { name: file.name, mime: file.mime, size: file.size, caption, open: source.open };
  try {
    const message = await messenger.sendFile({ signal: attempt.signal, sendBy: deadline.sendBy }, to, outgoing);
    return { kind: 'done', step: noteShown(standing, chat, message, about) };
  } catch (error) {
    const cause = source.failure();
    if (!cause) throw error;
    // Out of time, or broken off too often: it would be so again.
    const over = attempt.signal.aborted || what.broken >= MOST_BROKEN || isFinal(cause);
    return { kind: 'done', step: { newWork: [over ? say(what.failed) : aside(context.clock, sending, work)] } };
  } finally {
    deadline.end();
  }
}

/** It waits longer each time, and its chat does not. */
function aside(clock: Clock, sending: Sending & { what: FileSending }, work: Work) {
  const broken = sending.what.broken + 1;
  const what: AwaitFileSending = { ...sending.what, broken, kind: 'await-file' };
  const now = clock.now();
  return { ...workOf({ ...sending, what }, recordId([work.id], 0, null), now), dueAt: now + 1_000 * 2 ** broken };
}

/** Asks the tracker whether it gives the file by now; then the file takes its place at the end of its chat. */
export async function awaitFile(
  context: Context,
  { tracker }: NotifiedDesk,
  sending: Sending & { what: AwaitFileSending },
  work: Work,
  signal: AbortSignal,
): Promise<Result> {
  const what: FileSending = { ...sending.what, kind: 'file' };
  const next = (then: Sending) => workOf(then, recordId([work.id], 0, null), context.clock.now());
  const go: Result = { kind: 'done', step: { newWork: [next({ ...sending, what })] } };
  if (!tracker.files) return go;
  const source = trackerSource(context.clock, tracker.files, what.file, signal);
  try {
    (await source.open()).on('error', () => undefined).destroy();
    return go;
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error;
    if (isFinal(error)) return { kind: 'done', step: { newWork: [next(inPlaceOf(sending, what.failed))] } };
    if (error.kind === 'throttled' && error.retryAfterMs !== undefined)
      return { kind: 'again', inMs: error.retryAfterMs };
    return { kind: 'failed', error: error.message };
  }
}

/** What came with a file, where the file itself does not come. */
export const inPlaceOf = (sending: Sending & { what: AnyFileSending }, instead: RichText): Sending => ({
  ...sending,
  what: wordsInPlaceOf(sending.what, instead),
});

type AnyFileSending = FileSending | AwaitFileSending;

function wordsInPlaceOf({ caption, about }: AnyFileSending, instead: RichText): SaySending {
  const text = caption.text === '' ? instead : join([caption, instead], '\n');
  return { kind: 'say', text, buttons: [], about };
}

const isFinal = (error: Error) =>
  error instanceof TrackerError && (error.kind === 'rejected' || error.kind === 'not-found');

/** A file as its tracker gives it, and whether it was the tracker that broke off. */
function trackerSource(clock: Clock, files: TrackerFiles, file: FileSending['file'], signal: AbortSignal) {
  let failure: Error | undefined;
  const failed = (error: unknown) => (failure = error instanceof Error ? error : new Error('the file broke off'));

  async function open(): Promise<Readable> {
    const hung = new AbortController();
    const cancel = clock.after(OPEN_WITHIN_MS, () => hung.abort());
    try {
      const call = { as: { kind: 'service' as const }, signal: AbortSignal.any([signal, hung.signal]) };
      return (await files.open(call, file)).once('error', failed);
    } catch (error) {
      throw failed(error);
    } finally {
      cancel();
    }
  }

  return { open, failure: () => failure };
}
