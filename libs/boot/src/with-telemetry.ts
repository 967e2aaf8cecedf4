import type { TopicName, TopicRecord } from '#contracts';
import type { LaneService, Look, Step, Work, Worker, WorkResult } from '#lane';
import { noTelemetry, type Telemetry } from '#telemetry';

/**
 * The same service, which counts what it takes in, and tells each run of its work: a span and how long it took, by kind,
 * endpoint and result. What a run brings about goes on with its span.
 */
export function withTelemetry<T extends TopicName, R, S, C>(
  service: LaneService<T, R, S, C>,
  telemetry: Telemetry,
): LaneService<T, R, S, C> {
  if (telemetry === noTelemetry) return service;
  const { worker, topic } = service;
  return {
    ...service,
    take(record, view) {
      telemetry.count('relaydesk.records', {
        'messaging.destination.name': topic,
        'relaydesk.record.kind': record.kind,
      });
      return service.take(record, view);
    },
    ...(worker && { worker: toldWorker(worker, telemetry) }),
  };
}

/** Those of a run, those of a look, and a throw. */
type Result = WorkResult<never>['kind'] | Look<never>['kind'] | 'threw';
const FAILED: readonly Result[] = ['down', 'failed', 'late', 'unknown', 'threw'];

function toldWorker<R, S>(worker: Worker<R, S>, telemetry: Telemetry): Worker<R, S> {
  /** Told once it is over, so that a poll that found nothing and belongs to no message leaves no span. */
  async function told<A extends WorkResult<S> | Look<S>>(
    verb: 'run' | 'look for',
    work: Work,
    call: () => Promise<A>,
  ): Promise<A> {
    const at = Date.now();
    const began = performance.now();
    const end = (kind: Result, step: Step<S> | undefined): string | undefined => {
      const facts = factsOf(work, kind);
      telemetry.record('relaydesk.work.duration', (performance.now() - began) / 1_000, facts);
      if (work.trace === undefined && isEmpty(step)) return undefined;
      const span = telemetry.span(`${verb} ${work.kind}`, { trace: work.trace, kind: 'client', at, facts });
      span.end(FAILED.includes(kind) ? kind : undefined);
      return span.trace;
    };
    let result: A;
    try {
      result = await call();
    } catch (error) {
      end('threw', undefined);
      throw error;
    }
    const step = 'step' in result ? result.step : undefined;
    const trace = end(result.kind, step);
    return step && trace !== undefined ? { ...result, step: goingOn(step, work.trace, trace) } : result;
  }

  const look = worker.look?.bind(worker);
  return {
    ...worker,
    run: (work, attempt, side) => told('run', work, () => worker.run(work, attempt, side)),
    ...(look && { look: (work, attempt, side) => told('look for', work, () => look(work, attempt, side)) }),
  };
}

const factsOf = ({ kind, endpoint }: Work, result: Result) => ({
  'relaydesk.work.kind': kind,
  'relaydesk.endpoint': endpoint,
  'relaydesk.work.result': result,
});

const isEmpty = (step: Step<unknown> | undefined) => !step?.publish?.length && !step?.newWork?.length;

/** What followed the trace of the work follows its run. */
function goingOn<S>(step: Step<S>, from: string | undefined, to: string): Step<S> {
  const follow = <F extends { trace?: string | undefined }>(one: F): F =>
    one.trace === undefined || one.trace === from ? { ...one, trace: to } : one;
  return {
    ...step,
    ...(step.newWork && { newWork: step.newWork.map(follow) }),
    ...(step.publish && { publish: step.publish.map((record: TopicRecord) => follow(record)) }),
  };
}
