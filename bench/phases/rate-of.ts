/** Messages a second, over the middle nine tenths of those that were received (ms; null: it was not). */
export function rateOf(times: readonly (number | null)[]): number {
  const received = times.filter((at) => at !== null).sort((a, b) => a - b);
  const middle = received.slice(Math.floor(received.length * 0.05), Math.ceil(received.length * 0.95));
  const ms = (middle.at(-1) ?? 0) - (middle[0] ?? 0);
  return ms > 0 ? (middle.length / ms) * 1_000 : 0;
}
