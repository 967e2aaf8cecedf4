import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { LaneService } from '#lane';
import { planWork } from './domain/plan-work.js';
import type { Context } from './work/context.js';
import { trackerWorker } from './work/worker.js';

/** What the lanes of `tracker-work` do: every record becomes work, and the work is done at the tracker. */
export function trackerWork(
  context: Context,
): LaneService<'tracker-work', CorrelationReads, CorrelationWrite, undefined> {
  return {
    topic: 'tracker-work',
    keysOf: () => [],
    load: async () => undefined,
    take(record) {
      const desk = context.desks.get(record.body.desk);
      if (!desk) throw new RangeError('its desk is not configured any more');
      return planWork(record, desk);
    },
    due: () => ({}),
    worker: trackerWorker(context),
  };
}
