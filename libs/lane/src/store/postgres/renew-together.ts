import type { Ownership } from '../store.js';
import type { Place } from './statements/statement.js';

type Waiting = { own: Ownership; renewed: PromiseWithResolvers<void> };

/**
 * Renews what is asked for in one turn of the event loop at once, and by itself what that leaves out: a lane that is just being
 * written to, or is not ours any more. `together` gives those that it left out; `alone` rejects where a lane is lost.
 */
export function renewTogether(renew: {
  together: (owned: readonly Ownership[]) => Promise<readonly Place[]>;
  alone: (own: Ownership) => Promise<void>;
}): (own: Ownership) => Promise<void> {
  let waiting: Waiting[] = [];

  async function turn(): Promise<void> {
    const all = waiting;
    waiting = [];
    // Where the database does not answer, each hears so by itself.
    const left = all.length > 1 ? await renew.together(all.map(({ own }) => own)).catch(() => undefined) : undefined;
    const names = left && new Set(left.map(nameOf));
    const isLeft = ({ own }: Waiting) => !names || (names.size > 0 && names.has(nameOf(own)));
    for (const one of all) if (!isLeft(one)) one.renewed.resolve();
    await Promise.all(all.filter(isLeft).map(settle));
  }

  const settle = ({ own, renewed }: Waiting) => renew.alone(own).then(renewed.resolve, renewed.reject);

  return (own) => {
    const renewed = Promise.withResolvers<void>();
    waiting.push({ own, renewed });
    if (waiting.length === 1) setImmediate(() => void turn());
    return renewed.promise;
  };
}

const nameOf = ({ topic, lane }: Place) => `${topic}/${lane}`;
