import type { Letter } from '../ground/letter-book.js';
import type { Thrown } from '../poison/throw-poison.js';

/** What became of poison: how long each took to become a dead letter with a cause, in ms, and which did not. */
export function buried(thrown: readonly Thrown[], letters: readonly Letter[]) {
  const byKey = Map.groupBy(
    letters.filter(({ cause }) => cause !== ''),
    ({ key }) => key,
  );
  return {
    afterMs: thrown.flatMap(({ key, at }) => (byKey.get(key) ?? []).slice(0, 1).map((letter) => letter.at - at)),
    missing: thrown.filter(({ key }) => !byKey.has(key)),
  };
}
