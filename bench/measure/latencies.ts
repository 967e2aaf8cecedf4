import { percentiles } from './percentiles.js';

/** When a message was to be sent, and when it was received (ms since 1970). */
type Timed = { intended: number; received: number };

/** How late each was received after it was to be sent, without a window it had to wait for (ms). */
export const latenciesOf = (messages: readonly Timed[], windowMs: number): number[] =>
  messages.map(({ intended, received }) => received - intended - windowMs);

export const p99Of = (messages: readonly Timed[], windowMs: number): number =>
  percentiles(latenciesOf(messages, windowMs)).p99;

/** Messages a second that were received while they arrived: from when the first was to be sent to when the last was. */
export function throughputOf(messages: readonly Timed[]): number {
  const begin = Math.min(...messages.map(({ intended }) => intended));
  const end = Math.max(...messages.map(({ intended }) => intended));
  return (messages.filter(({ received }) => received <= end).length / (end - begin)) * 1_000;
}
