import type { Attempt, Work } from '#lane';
import { rejected } from '../domain/conclude-write.js';
import { outcomeRecord } from '../domain/outcome-record.js';
import type { Context, Result } from './context.js';
import { forManyReads } from './deadlines.js';
import { explainReadFailure } from './explain-failure.js';
import { openCommand, runOf } from './write-parts.js';

/** How often the tracker is asked whether someone has entered the code. */
const ASK_AGAIN_MS = 3_000;

/** Waits until a one-time code stands on someone's own page of the tracker, and links them. It ends when the code expires. */
export async function proveLink(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const { desk, body } = await openCommand(context, work);
  const { action, chat, sender } = body.command;
  const { identity } = desk.tracker;
  const run = runOf(context, work);
  if (!identity || action.kind !== 'prove-link') {
    return { kind: 'done', step: rejected(body, { kind: 'no-access' }, run) };
  }
  const began = context.clock.monotonic();
  try {
    const account = await forManyReads(context.clock, attempt.signal, (signal) =>
      identity.findCode(action.code, signal),
    );
    // A tracker that does not filter is read through: it is left alone for longer than that took.
    const tookMs = context.clock.monotonic() - began;
    if (!account) return { kind: 'again', inMs: Math.max(ASK_AGAIN_MS, 2 * tookMs) };
    const { id, login, name, key } = account;
    const sealedKey = key === undefined ? undefined : context.seal.close(key, sender.user);
    const result = { kind: 'linked' as const, account: id, login, name };
    const names = {
      account: id,
      login,
      accountName: name,
      userName: sender.name,
      language: sender.language,
      sealedKey,
    };
    return {
      kind: 'done',
      step: {
        publish: [outcomeRecord(body, { kind: 'confirmed', result, dropped: [] }, run)],
        side: [{ kind: 'link', row: { desk: desk.id, user: sender.user, chat, ...names, at: run.at } }],
      },
    };
  } catch (error) {
    const failure = await explainReadFailure(context, desk, { kind: 'service' }, error, attempt.signal);
    return failure.kind === 'refused' ? { kind: 'again', inMs: ASK_AGAIN_MS } : failure;
  }
}
