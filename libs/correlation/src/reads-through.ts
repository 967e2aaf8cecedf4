import type { CorrelationReads } from './port.js';

type Name = keyof CorrelationReads;

/**
 * The same reads, for what counts, delays or fails them: `through` is told the name of each and what is asked, and makes it, or
 * does not.
 */
export function readsThrough(
  reads: CorrelationReads,
  through: <R>(read: () => Promise<R>, name: Name, asked: readonly unknown[]) => Promise<R>,
): CorrelationReads {
  return new Proxy(reads, {
    get:
      (of, name: Name) =>
      (...asked: unknown[]) =>
        through(() => Reflect.apply(of[name], of, asked), name, asked),
  });
}
