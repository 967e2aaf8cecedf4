import type { CorrelationWrite } from '#correlation';
import type { Attempt, Work } from '#lane';
import type { WriteCall, Written } from '#ports/tracker';
import { confirmed, rejected } from '../domain/conclude-write.js';
import { CommandWork, Prepared, WriteBaseline } from '../domain/work-body.js';
import { writeIntent } from '../domain/write-intent.js';
import type { Context, Result } from './context.js';
import { forWrite } from './deadlines.js';
import { explainFailure } from './explain-failure.js';
import { kept, keeping, withPresentKey } from './present-key.js';
import { holderOf, openCommand, type Opened, runOf, wordsOf } from './write-parts.js';

/** Sends a creation or a comment once. */
export async function write(context: Context, work: Work, attempt: Attempt): Promise<Result> {
  const opened = await openCommand(context, work);
  const { desk, body, as } = opened;
  const run = runOf(context, work);
  const known = Prepared.parse(attempt.baseline);
  if ('hopeless' in known) return { kind: 'done', step: rejected(body, known.hopeless, run, inVain(work)) };
  if (known.tracker !== desk.endpoint) {
    return { kind: 'done', step: rejected(body, { kind: 'not-found' }, run, inVain(work, known)) };
  }
  try {
    const { sendBy, number } = attempt;
    const { came, renewed } = await forWrite(context.clock, attempt.signal, (signal) =>
      withPresentKey(context, holderOf(opened), attempt.signal, (by) =>
        send(opened, known, { as: by, signal, sendBy, attempt: number }),
      ),
    );
    const step = confirmed(desk.endpoint, body, came.item, [...known.dropped, ...came.dropped], run);
    return { kind: 'done', step: keeping(step, renewed) };
  } catch (error) {
    const failure = await explainFailure(context, desk, as, error, attempt.signal);
    if (failure.kind === 'unknown') return { ...failure, settleMs: desk.tracker.capabilities.settleMs };
    if (failure.kind !== 'refused') return failure;
    return { kind: 'done', step: rejected(body, failure.reason, run, inVain(work, known)) };
  }
}

function send(opened: Opened, known: WriteBaseline, call: WriteCall): Promise<Written> {
  const { desk, body } = opened;
  const { action } = body.command;
  const { text, subject = '' } = wordsOf(opened);
  const { uploads, issue, project, ids } = known;
  if (action.kind === 'comment' && issue) {
    return desk.tracker.addComment(call, issue, { text, private: action.private, uploads }, ids);
  }
  if (action.kind !== 'create') throw new Error('Only a creation has no issue yet.');
  const { issueType, priority } = action;
  return desk.tracker.createIssue(call, { subject, description: text, project, issueType, priority, uploads });
}

/** The intent of a write: open from its attempt's commit on, closed in the transaction that ends it for good or in doubt. */
export function intentOf(work: Work, baseline: unknown, open: boolean): readonly CorrelationWrite[] {
  const body = CommandWork.safeParse(work.body);
  const known = Prepared.safeParse(baseline);
  if (work.kind !== 'write' || !body.success || !known.success || 'hopeless' in known.data) return [];
  return [writeIntent(body.data, known.data, open)];
}

/** The credential found on the way to a write's first attempt, kept before it goes out: the write is sent with it. */
export function renewedWith(work: Work, baseline: unknown): readonly CorrelationWrite[] {
  const known = WriteBaseline.safeParse(baseline);
  return work.kind === 'write' && known.success ? kept(known.data.renewed) : [];
}

/** A write that ends without effect: nothing of it is open any more, and who waits for its issue learns that there is none. */
export function inVain(work: Work, baseline?: unknown): readonly CorrelationWrite[] {
  const body = CommandWork.safeParse(work.body);
  const created = body.success && body.data.command.action.kind === 'create' ? body.data.id : undefined;
  const nothing: CorrelationWrite[] = created ? [{ kind: 'created', tracker: work.endpoint, command: created }] : [];
  return [...intentOf(work, baseline, false), ...nothing];
}
