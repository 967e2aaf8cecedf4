import type { Attempt, Work } from '#lane';
import { rejected } from '../domain/conclude-write.js';
import { outcomeRecord } from '../domain/outcome-record.js';
import { CommandWork } from '../domain/work-body.js';
import { type Context, forRead, type Result } from './context.js';
import { readFailureOf } from './from-error.js';

/** How often the tracker is asked whether someone has entered the code. */
const ASK_AGAIN_MS = 3_000;

/** Waits until a one-time code stands on someone's own page of the tracker, and links them. It ends when the code expires. */
export async function proveLink(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const body = CommandWork.parse(work.body);
  const { command } = body;
  const { action, chat, sender } = command;
  const now = context.clock.now();
  const of = { attempt: work.attempt, at: now, trace: work.trace };
  const desk = context.desks.get(command.desk);
  const identity = desk?.tracker.identity;
  if (!desk || !identity || action.kind !== 'prove-link') {
    return { kind: 'done', step: rejected(body, { kind: 'no-access' }, of) };
  }
  try {
    const account = await identity.findCode(action.code, forRead(attempt.signal));
    if (!account) return { kind: 'again', inMs: ASK_AGAIN_MS };
    const { id, login, name } = account;
    const result = { kind: 'linked' as const, account: id, login, name };
    const names = { account: id, login, accountName: name, userName: sender.name, language: sender.language };
    return {
      kind: 'done',
      step: {
        publish: [outcomeRecord(body, { kind: 'confirmed', result, dropped: [] }, of)],
        side: [{ kind: 'link', row: { desk: command.desk, user: sender.user, chat, ...names, at: now } }],
      },
    };
  } catch (error) {
    const failure = readFailureOf(error);
    return failure.kind === 'refused' ? { kind: 'again', inMs: ASK_AGAIN_MS } : failure;
  }
}
