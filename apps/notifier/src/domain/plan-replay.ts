import type { TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { Step } from '#lane';
import { workOf } from './plan-sending.js';
import { sendingOf } from './sending.js';

/** Sendings that were given up are sent after all. What may have been sent may come twice, and is counted. */
export function planReplay({
  at,
  body,
}: Extract<TopicRecord<'deliveries'>, { kind: 'replay.v1' }>): Step<CorrelationWrite> {
  const newWork = body.work.map((work) => {
    const planned = workOf(sendingOf(work), work.id, at);
    return { ...planned, trace: work.trace, sent: planned.effect ? work.sent : undefined };
  });
  return { newWork };
}
