/**
 * How long after a kill nobody of a lane was served: until the end of the longest silence since (ms; infinite where nobody was
 * served any more). `received`: when each of their messages was (ms since 1970).
 */
export function gapAfter(killedAt: number, received: readonly number[]): number {
  const after = received.filter((at) => at >= killedAt).sort((a, b) => a - b);
  const silences = after.map((until, i) => ({ until, ms: until - (after[i - 1] ?? killedAt) }));
  const longest = silences.reduce((most, one) => (one.ms > most.ms ? one : most), { until: Infinity, ms: 0 });
  return longest.until - killedAt;
}
