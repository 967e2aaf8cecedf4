/** What docs/GUARANTEES.md promises the time of. */
export type Timed = 'words' | 'answers' | 'letters' | 'stalls' | 'ends' | 'returns';

/** What is meant, and how long it may take at most, in ms. A machine that others use, too, may be slower than all promises. */
export const PROMISED: Readonly<Record<Timed, { what: string; withinMs: number }>> = {
  // The window of `CONFIGURED`, 0.2 s, and five seconds: what comes sooner belongs to the same utterance.
  words: { what: 'words were at the tracker or asked about', withinMs: 5_200 },
  answers: { what: 'answers whose webhook was lost were noticed', withinMs: 60_000 },
  letters: { what: 'poisons were dead letters', withinMs: 1_000 },
  stalls: { what: 'times records waited for a lane that took in the next', withinMs: 1_000 },
  ends: { what: 'nodes that were asked to end were gone', withinMs: 20_000 },
  returns: { what: 'restarts of Postgres had every lane back', withinMs: 30_000 },
};

/** So many of one kind took longer than is promised. */
export type Over = { timed: Timed; count: number; worstMs: number };

/** What took longer than is promised, of what a trial judges; times in ms. */
export function overTime(times: Readonly<Record<Timed, readonly number[]>>, judged: readonly Timed[]): Over[] {
  return judged.flatMap((timed) => {
    const late = times[timed].filter((ms) => ms > PROMISED[timed].withinMs);
    return late.length === 0 ? [] : [{ timed, count: late.length, worstMs: Math.max(...late) }];
  });
}

/** What a trial judges and was never seen: it has shown nothing. */
export const unseen = (times: Readonly<Record<Timed, readonly number[]>>, judged: readonly Timed[]): Timed[] =>
  judged.filter((timed) => times[timed].length === 0);

/** "3 words were at the tracker, or asked about, after more than 5.2 s: 8.4 s at worst" */
export function sayOver({ timed, count, worstMs }: Over): string {
  const { what, withinMs } = PROMISED[timed];
  return `${count} ${what} after more than ${withinMs / 1_000} s: ${(worstMs / 1_000).toFixed(1)} s at worst`;
}
