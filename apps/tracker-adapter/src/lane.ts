import type { CommandId, DeskId, IssueId } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { LaneService } from '#lane';
import { carriedIn, createsOnceMore, onceOnly, redirected } from './domain/carried.js';
import { NOWHERE } from './domain/plan-command.js';
import { deskOfRecord, issuesWrittenTo, planWork } from './domain/plan-work.js';
import { tellOfLoss, tellOfUnpublished, tellOfUnread } from './domain/tell-of-loss.js';
import type { Context } from './work/context.js';
import { trackerWorker } from './work/worker.js';

/** Which commands created the issues a batch writes to, by tracker and issue. */
type Creators = ReadonlyMap<string, CommandId>;

const placeOf = (tracker: string, issue: IssueId | undefined) => JSON.stringify([tracker, issue]);

/** What the lanes of `tracker-work` do: every record becomes work, and the work is done at the tracker. */
export function trackerWork(
  context: Context,
): LaneService<'tracker-work', CorrelationReads, CorrelationWrite, Creators> {
  const endpointOf = (desk: DeskId | undefined) => (desk && context.desks.get(desk)?.endpoint) ?? NOWHERE;
  return {
    topic: 'tracker-work',
    keysOf: carriedIn,
    async load(side, records) {
      const issues = issuesWrittenTo(records).map(({ desk, issue }) => ({ tracker: endpointOf(desk), issue }));
      const creations = issues.length === 0 ? [] : await side.creations(issues);
      return new Map(creations.map(({ tracker, issue, command }) => [placeOf(tracker, issue), command]));
    },
    take(taken, view) {
      const record = redirected(taken, view);
      const endpoint = endpointOf(deskOfRecord(record));
      const creatorOf = (issue: IssueId) => view.context.get(placeOf(endpoint, issue));
      const planned = planWork(record, {
        endpoint,
        creatorOf: (issue) => creatorOf(issue) ?? createsOnceMore(record, view),
      });
      return onceOnly(record, planned, { tracker: endpoint, creatorOf }, view);
    },
    due: (key) => ({ states: [{ key, state: null }] }),
    givenUp(lost, { now }) {
      switch (lost.kind) {
        case 'record':
          return tellOfLoss(lost.record, now, endpointOf);
        case 'unread':
          return { publish: tellOfUnread(lost.letter, now) };
        case 'window':
          return {};
      }
    },
    unpublished: (record, now) => ({ publish: tellOfUnpublished(record, now) }),
    worker: trackerWorker(context),
  };
}
