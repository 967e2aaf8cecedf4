import type { Ownership } from '../store.js';
import type { Place } from './statements/statement.js';

/**
 * Renews what is asked for in one turn of the event loop at once, and by itself what that leaves out: a lane that is just being
 * written to, or is not ours any more. `together` gives those that it renewed; `alone` rejects where a lane is lost.
 */
export function renewTogether(renew: {
  together: (owned: readonly Ownership[]) => Promise<readonly Place[]>;
  alone: (own: Ownership) => Promise<void>;
}): (own: Ownership) => Promise<void> {
  let waiting: { own: Ownership; renewed: PromiseWithResolvers<void> }[] = [];

  async function turn(): Promise<void> {
    const all = waiting;
    waiting = [];
    // Where the database does not answer, each hears so by itself.
    const done = all.length > 1 ? await renew.together(all.map(({ own }) => own)).catch(() => []) : [];
    const names = new Set(done.map(nameOf));
    for (const one of all) if (names.has(nameOf(one.own))) one.renewed.resolve();
    await Promise.all(all.filter(({ own }) => !names.has(nameOf(own))).map(settle));
  }

  const settle = ({ own, renewed }: (typeof waiting)[number]) => renew.alone(own).then(renewed.resolve, renewed.reject);

  return (own) => {
    const renewed = Promise.withResolvers<void>();
    waiting.push({ own, renewed });
    if (waiting.length === 1) setImmediate(() => void turn());
    return renewed.promise;
  };
}

const nameOf = ({ topic, lane }: Place) => `${topic}/${lane}`;
