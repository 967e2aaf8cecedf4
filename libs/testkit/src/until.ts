import { inspect } from 'node:util';

export type UntilOptions = {
  /** Milliseconds; default 60 s. */
  within?: number;
  /** Milliseconds between looks; default 20. */
  every?: number;
  /** Milliseconds a single look may take; default 30 s. */
  lookWithin?: number;
};

/**
 * Looks again and again until `check` gives something truthy, and returns that. A look that throws counts as "not yet".
 * When time is up it fails with what was seen last, and a look that does not end counts as a throw.
 */
export async function until<T>(
  check: () => T | Promise<T>,
  { within = 60_000, every = 20, lookWithin = 30_000 }: UntilOptions = {},
) {
  const end = performance.now() + within;
  for (;;) {
    const seen = await look(check, lookWithin);
    if (seen.ok && seen.value) return seen.value as Exclude<Awaited<T>, false | null | undefined | 0 | ''>;
    if (performance.now() >= end) {
      const last = seen.ok ? inspect(seen.value, { depth: 4 }) : seen.error;
      throw new Error(`still not so after ${within} ms; last seen: ${String(last)}`, { cause: seen.error });
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

type Seen<T> = { ok: true; value: Awaited<T>; error?: undefined } | { ok: false; error: unknown };

async function look<T>(check: () => T | Promise<T>, within: number): Promise<Seen<T>> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`a look did not end within ${within} ms`)), within);
  try {
    return { ok: true, value: await Promise.race([check(), tooLong]) };
  } catch (error) {
    return { ok: false, error };
  } finally {
    clearTimeout(timer);
  }
}
