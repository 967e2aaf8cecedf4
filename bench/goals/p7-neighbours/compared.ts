import { type Crowd, deskOf } from '../../load/update-of.js';
import { p99Of, throughputOf } from '../../measure/latencies.js';
import type { Message } from '../../phases/people-write.js';

/** Whether a message is of another desk. */
export const besideDesk =
  (desk: number, crowd: Crowd) =>
  ({ number }: Pick<Message, 'number'>): boolean =>
    deskOf(number, crowd) !== desk;

/** What trouble made of people's p99 and of what they got through, in units of what they had in calm; `calmMs`: their p99 then. */
export function compared(calm: readonly Message[], trouble: readonly Message[], windowMs: number) {
  const calmMs = p99Of(calm, windowMs);
  return {
    calmMs,
    p99: p99Of(trouble, windowMs) / calmMs,
    throughput: throughputOf(trouble) / throughputOf(calm),
  };
}
