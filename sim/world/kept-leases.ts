import type { TopicName } from '#contracts';
import type { Clock, Lease } from '#lane';

/** As `Lease.take` gives it. */
const TTL_MS = 4_000;
/** What has less time left may be over before it was asked for. */
const SOON_MS = 1_000;

type Held = { by: object; until: number };

/**
 * Whether a lease goes on while its holder has it, whatever another lets go of: after each release it is asked for by somebody
 * who runs no lane (`nobody`), and may not be given away.
 */
export function watchKeptLeases(clock: Pick<Clock, 'monotonic'>, nobody: Lease, say: (what: string) => void) {
  const all = new Map<string, Held>();
  const keyOf = (topic: TopicName, lane: number) => `${topic}/${lane}`;

  async function look(topic: TopicName, lane: number): Promise<void> {
    const key = keyOf(topic, lane);
    const held = all.get(key);
    if (!held || held.until < clock.monotonic() + SOON_MS) return;
    if ((await nobody.take(topic, lane)) !== 'held') return;
    await nobody.release(topic, lane);
    if (all.get(key) === held) say(`the lease of lane ${lane} of ${topic} was given away while somebody had it`);
  }

  return {
    /** Nobody has any. */
    emptied: () => all.clear(),
    of(lease: Lease): Lease {
      const by = {};
      /** How often it let go of each: what it asked for before counts no more. */
      const letGo = new Map<string, number>();
      const asked = async (answer: ReturnType<Lease['take']>, topic: TopicName, lane: number) => {
        const key = keyOf(topic, lane);
        const until = clock.monotonic() + TTL_MS;
        const before = letGo.get(key);
        const got = await answer;
        if (got === 'held' && letGo.get(key) === before) all.set(key, { by, until });
        return got;
      };
      return {
        take: (topic, lane) => asked(lease.take(topic, lane), topic, lane),
        renew: (topic, lane) => asked(lease.renew(topic, lane), topic, lane),
        async release(topic, lane) {
          const key = keyOf(topic, lane);
          letGo.set(key, (letGo.get(key) ?? 0) + 1);
          if (all.get(key)?.by === by) all.delete(key);
          await lease.release(topic, lane);
          await look(topic, lane);
        },
        close: () => lease.close(),
      };
    },
  };
}
