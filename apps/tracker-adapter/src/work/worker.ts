import type { Reason } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { Step, Work, Worker } from '#lane';
import { outcomeRecord } from '../domain/outcome-record.js';
import { CommandWork, WriteBaseline } from '../domain/work-body.js';
import type { Context } from './context.js';
import { createFollow } from './follow.js';
import { lookUp } from './look-up.js';
import { proveLink } from './prove-link.js';
import { reread } from './reread.js';
import { show } from './show.js';
import { createWrites } from './write.js';

/** How much runs at one tracker at once. */
const CAP = 4;
const DEADLINES: Readonly<Record<string, number>> = { write: 1_800_000, 'look-up': 10_000 };
const DEADLINE_MS = 60_000;

/** Everything the tracker-adapter does outside, by kind of work. */
export function trackerWorker(context: Context): Worker<CorrelationReads, CorrelationWrite> {
  const writes = createWrites(context);
  const follow = createFollow(context);

  /** What its person hears; work that is nobody's has nobody to tell. */
  function tell(work: Work, kind: 'rejected' | 'given-up', reason: Reason): Step<CorrelationWrite> {
    const body = CommandWork.safeParse(work.body);
    if (!body.success) return {};
    const of = { attempt: work.attempt, at: context.clock.now(), trace: work.trace };
    return { publish: [outcomeRecord(body.data, { kind, reason }, of)] };
  }

  return {
    cap: () => CAP,
    deadlineMs: ({ kind }) => DEADLINES[kind] ?? DEADLINE_MS,
    baseline: (work, signal) => writes.baseline(work, signal),
    intent: (work, attempt) => writes.intent(work, attempt),
    look: (work, attempt) => writes.look(work, attempt),
    accept: ({ baseline }) => ({ ...WriteBaseline.parse(baseline), accepted: true }),
    async run(work, attempt) {
      switch (work.kind) {
        case 'write':
          return writes.run(work, attempt);
        case 'look-up':
          return lookUp(context, work, attempt);
        case 'prove-link':
          return proveLink(context, work, attempt);
        case 'reread':
          return reread(context, work, attempt);
        case 'show':
          return show(context, work, attempt);
        case 'follow':
          return follow(work, attempt);
        default:
          throw new RangeError(`no such kind of work: ${work.kind}`);
      }
    },
    waiting(work, why) {
      const body = CommandWork.parse(work.body);
      const of = { attempt: work.attempt, at: context.clock.now(), trace: work.trace };
      return { publish: [outcomeRecord(body, { kind: 'waiting', why }, of)] };
    },
    givenUp(work, dependents, why) {
      const reason: Reason = { kind: why === 'down-too-long' ? 'too-long-down' : 'failed' };
      const tellings = [work, ...dependents].map((one) => tell(one, 'given-up', reason));
      return { publish: tellings.flatMap(({ publish }) => publish ?? []) };
    },
    expired: (work) => tell(work, 'rejected', { kind: work.kind === 'prove-link' ? 'expired' : 'no-answer' }),
  };
}
