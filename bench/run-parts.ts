import type { Result } from './report/result.js';

/** What is measured by itself; `measure` puts what it finds into the result. */
export type Part = { id: string; measure: () => Promise<void> };

/**
 * Measures these, one after the other, and has the result kept after each: an hour's work outlives what comes later. One that
 * breaks off is named in the result, and the others go on. Rejects as `interrupted` does.
 */
export async function runParts(
  parts: readonly Part[],
  result: Pick<Result, 'brokeOff' | 'minutes'>,
  { interrupted, keep, say }: { interrupted: Promise<never>; keep: () => Promise<void>; say: (line: string) => void },
): Promise<void> {
  for (const [i, { id, measure }] of parts.entries()) {
    say(`${id} (${i + 1} of ${parts.length}).`);
    const begin = performance.now();
    const brokeOff = await Promise.race([
      measure().then(
        () => undefined,
        (error: Error) => error,
      ),
      interrupted,
    ]);
    if (brokeOff) {
      say(`${id} broke off: ${brokeOff.message}`);
      result.brokeOff.push({ id, why: brokeOff.message });
    }
    result.minutes[id] = Math.round((performance.now() - begin) / 6_000) / 10;
    await keep();
  }
}
