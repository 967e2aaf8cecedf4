import type { Reason } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { Attempt, Step, Work, Worker } from '#lane';
import { outcomeRecord } from '../domain/outcome-record.js';
import { isOfCodes } from '../domain/plan-command.js';
import { tellOfLostNews } from '../domain/tell-of-loss.js';
import { CommandWork, commandWorkOf, deskIdOf, ShowWork, WORK_KINDS, WriteBaseline } from '../domain/work-body.js';
import type { Context, Result } from './context.js';
import { createFollow } from './follow.js';
import { lookAgain } from './look-again.js';
import { lookForWrite } from './look-for-write.js';
import { lookUp } from './look-up.js';
import { prepareWrite } from './prepare-write.js';
import { proveLink } from './prove-link.js';
import { createReread } from './reread.js';
import { show } from './show.js';
import { untilCreated } from './until-created.js';
import { createFileUploads } from './upload-files.js';
import { intentOf, inVain, renewedWith, write } from './write.js';
import { runOf } from './write-parts.js';

/** How much runs at one tracker at once. */
const CAP = 4;
/** A follow's is longer than all its calls together may take: running out of it costs a try, and time. */
const DEADLINES: Readonly<Record<string, number>> = {
  write: 1_800_000,
  show: 120_000,
  'look-up': 10_000,
  follow: 600_000,
};
const DEADLINE_MS = 60_000;
/** Work of a desk that is not configured here waits: the desk may be new, and this node not know of it yet. */
const DESK_MISSING_MS = 60_000;
const FILES_BUSY_MS = 500;
const SETTLE_MS = 30_000;
const DAY_MS = 86_400_000;

/** Everything the tracker-adapter does outside, by kind of work. */
export function trackerWorker(context: Context): Worker<CorrelationReads, CorrelationWrite> {
  const follow = createFollow(context);
  const reread = createReread(context);
  const files = createFileUploads(context.clock);
  const deskFor = (work: Work) => context.desks.get(deskIdOf(work));

  function run(work: Work, attempt: Attempt): Promise<Result> {
    switch (WORK_KINDS.find((kind) => kind === work.kind)) {
      case 'write':
        return write(context, work, attempt);
      case 'look-up':
        return lookUp(context, work, attempt);
      case 'prove-link':
        return proveLink(context, work, attempt);
      case 'reread':
        return reread(work, attempt);
      case 'show':
        return show(context, work, attempt);
      case 'follow':
        return follow(work, attempt);
      case undefined:
        throw new RangeError(`no such kind of work: ${work.kind}`);
    }
  }

  const look = (work: Work, attempt: Attempt) =>
    attempt.baseline === undefined ? lookAgain(context, work, attempt.signal) : lookForWrite(context, work, attempt);

  /** What its person hears; work that is nobody's has nobody to tell. */
  function tell(work: Work, kind: 'rejected' | 'given-up', reason: Reason): Step<CorrelationWrite> {
    const news = work.kind === 'show' ? ShowWork.safeParse(work.body).data : undefined;
    if (news) return { publish: [tellOfLostNews(news, work.id, context.clock.now())] };
    const body = CommandWork.safeParse(work.body);
    if (!body.success) return {};
    return { publish: [outcomeRecord(body.data, { kind, reason }, runOf(context, work))] };
  }

  return {
    cap: (endpoint) => (isOfCodes(endpoint) ? 1 : CAP),
    endless: ({ kind }) => kind === 'follow',
    deadlineMs: ({ kind }) => DEADLINES[kind] ?? DEADLINE_MS,
    giveUpAfterMs: (work) => (deskFor(work)?.config.options.giveUpAfterDays ?? Infinity) * DAY_MS,
    async permit(work) {
      const desk = deskFor(work);
      if (!desk) return DESK_MISSING_MS;
      if (!work.effect || work.baseline !== undefined) return 0;
      return hasFiles(work) && !files.free(desk) ? FILES_BUSY_MS : untilCreated(context, desk, work);
    },
    settleMs: (work) => deskFor(work)?.tracker.capabilities.settleMs ?? SETTLE_MS,
    baseline: (work, signal) => unlessBrokenOff(signal, prepareWrite(context, files, work, signal)),
    intent: (work, { number, baseline }) => [
      ...intentOf(work, baseline, true),
      ...(number === 1 ? renewedWith(work, baseline) : []),
    ],
    withdrawn: (work) => intentOf(work, work.baseline, false),
    run: (work, attempt) => unlessBrokenOff(attempt.signal, run(work, attempt)),
    // Whatever hinted at an issue before it is read again is in what is read.
    covers: ({ kind }, later) => kind === 'reread' && later.kind === 'reread',
    look: async (work, attempt) =>
      deskFor(work)
        ? unlessBrokenOff(attempt.signal, look(work, attempt))
        : { kind: 'throttled', retryAfterMs: DESK_MISSING_MS, scope: 'key' },
    accept: ({ baseline }) => ({ ...WriteBaseline.parse(baseline), accepted: true }),
    waiting(work, why) {
      const body = commandWorkOf(work);
      return { publish: [outcomeRecord(body, { kind: 'waiting', why }, runOf(context, work))] };
    },
    givenUp(work, dependents, why) {
      const reason: Reason = { kind: why === 'down-too-long' ? 'too-long-down' : 'failed' };
      const all = [work, ...dependents];
      return {
        publish: all.flatMap((one) => tell(one, 'given-up', reason).publish ?? []),
        side: all.flatMap((one) => inVain(one, one.baseline)),
      };
    },
    expired: (work) => tell(work, 'rejected', { kind: work.kind === 'prove-link' ? 'expired' : 'no-answer' }),
  };
}

/** A call that its own signal broke off says nothing of the tracker. */
async function unlessBrokenOff<T extends { kind: string }>(signal: AbortSignal, call: Promise<T>): Promise<T> {
  const came = await call;
  if (signal.aborted && came.kind === 'down') throw signal.reason;
  return came;
}

function hasFiles(work: Work): boolean {
  const { action } = commandWorkOf(work).command;
  return 'words' in action && action.words.files.length > 0;
}
