import type { TopicName } from '#contracts';
import type { LaneService } from '#lane';

/** Where a message is on its way. */
export type Stage = 'gateway' | 'session-aggregator' | 'tracker-adapter' | 'tracker' | 'notifier' | 'chat';
/** A message was somewhere: its W3C traceparent, where, and when (ms). */
export type Hop = { trace: string; stage: Stage; at: number };
export type ReportHop = (hop: Hop) => void;

/** The same service, which tells where messages are: on taking one in, and, with `done`, when its work outside was done. */
export function withHops<T extends TopicName, R, S, C>(
  service: LaneService<T, R, S, C>,
  report: ReportHop | undefined,
  stages: { taken: Stage; done?: Stage },
): LaneService<T, R, S, C> {
  if (!report) return service;
  const tell = (trace: string | undefined, stage: Stage) => trace && report({ trace, stage, at: Date.now() });
  const { worker } = service;
  return {
    ...service,
    take(record, view) {
      tell(record.trace, stages.taken);
      return service.take(record, view);
    },
    ...(worker && {
      worker: {
        ...worker,
        async run(work, attempt, side) {
          const result = await worker.run(work, attempt, side);
          if (result.kind === 'done' && work.effect && stages.done) tell(work.trace, stages.done);
          return result;
        },
      },
    }),
  };
}
