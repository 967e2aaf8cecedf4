import type { CommandId, DeskId, IssueId } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { LaneService } from '#lane';
import { issuesWrittenTo, NOWHERE, planWork } from './domain/plan-work.js';
import type { Context } from './work/context.js';
import { trackerWorker } from './work/worker.js';

/** Which commands created the issues a batch writes to, by desk. */
type Creators = ReadonlyMap<DeskId, ReadonlyMap<IssueId, { command: CommandId }>>;

/** What the lanes of `tracker-work` do: every record becomes work, and the work is done at the tracker. */
export function trackerWork(
  context: Context,
): LaneService<'tracker-work', CorrelationReads, CorrelationWrite, Creators> {
  const endpointOf = (desk: DeskId) => context.desks.get(desk)?.endpoint ?? NOWHERE;
  return {
    topic: 'tracker-work',
    keysOf: () => [],
    async load(side, records) {
      const found = [...issuesWrittenTo(records)].map(
        async ([desk, issues]) => [desk, await side.creations(endpointOf(desk), [...issues])] as const,
      );
      return new Map(await Promise.all(found));
    },
    take(record, { context: creators }) {
      const { desk } = record.body;
      const creatorOf = (issue: IssueId) => creators.get(desk)?.get(issue)?.command;
      return planWork(record, { endpoint: endpointOf(desk), creatorOf });
    },
    due: () => ({}),
    worker: trackerWorker(context),
  };
}
