/** A node that was asked to end: how long that took, in ms, and its exit code; null: it was killed after half a minute. */
export type End = { name: string; at: number; ms: number; code: number | null };

/** Those that did not end as they were asked to, a sentence each. */
export const uncleanEnds = (ends: readonly End[]): string[] =>
  ends
    .filter(({ code }) => code !== 0)
    .map(({ name, at, ms, code }) => {
      const asked = `${name}, asked to end at ${new Date(at).toISOString()},`;
      return code === null ? `${asked} was killed after ${ms} ms` : `${asked} ended with ${code} after ${ms} ms`;
    });
