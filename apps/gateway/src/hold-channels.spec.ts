import { describe, expect, it } from '@jest/globals';
import type { ChannelOwnership } from '#correlation';
import { virtualClock } from '#lane/rehearsal';
import { holdChannels } from './hold-channels.js';

const NAMES = ['acme/one', 'acme/two'];

/** Gateways that note which of them receives what, and a database that may hang, fail, or say no. */
function stage() {
  const clock = virtualClock();
  const owners = new Map<string, { holder: string; heartbeat: number }>();
  const receiving: string[] = [];
  const both: string[] = [];
  const database = { hangs: new Set<string>() };

  const ownership = (holder: string): ChannelOwnership => ({
    keep(names) {
      if (database.hangs.has(holder)) return new Promise(() => undefined);
      const now = clock.monotonic();
      const free = names.filter((name) => {
        const owner = owners.get(name);
        return !owner || owner.holder === holder || owner.heartbeat < now - 6_000;
      });
      for (const name of free) owners.set(name, { holder, heartbeat: now });
      return Promise.resolve(new Set(free));
    },
    async letGo(names) {
      for (const name of names) if (owners.get(name)?.holder === holder) owners.delete(name);
    },
  });

  const gateway = (holder: string) =>
    holdChannels(NAMES, ownership(holder), clock, async (name, ours) => {
      if (receiving.some((one) => one.endsWith(name))) both.push(name);
      receiving.push(`${holder} ${name}`);
      await new Promise<void>((resolve) => ours.addEventListener('abort', () => resolve()));
      receiving.splice(receiving.indexOf(`${holder} ${name}`), 1);
    });

  return { clock, receiving, both, database, gateway };
}

describe('holding channels', () => {
  it('leaves them to the gateway that has them, until it lets go', async () => {
    const { clock, receiving, both, gateway } = stage();
    const a = gateway('a');
    await clock.advance(100);
    const b = gateway('b');
    await clock.advance(20_000);
    expect(receiving).toEqual(['a acme/one', 'a acme/two']);
    await a.close();
    await clock.advance(2_000);
    expect(receiving).toEqual(['b acme/one', 'b acme/two']);
    expect(both).toEqual([]);
    await b.close();
    expect(receiving).toEqual([]);
  });

  it('stops receiving before another may begin, when the database does not answer', async () => {
    const { clock, receiving, both, database, gateway } = stage();
    const a = gateway('a');
    await clock.advance(100);
    const b = gateway('b');
    database.hangs.add('a');
    await clock.advance(15_000);
    expect(receiving).toEqual(['b acme/one', 'b acme/two']);
    expect(both).toEqual([]);
    database.hangs.clear();
    await clock.advance(15_000);
    expect(receiving).toEqual(['b acme/one', 'b acme/two']);
    const closing = Promise.all([a.close(), b.close()]);
    await clock.advance(5_000);
    await closing;
  });

  it('says that the database does not answer once it has had its time, and no longer than that is so', async () => {
    const { clock, receiving, database, gateway } = stage();
    database.hangs.add('a');
    const a = gateway('a');
    expect(a.unsure()).toBeUndefined();
    await clock.advance(6_000);
    expect(a.unsure()).toEqual({ because: undefined });
    database.hangs.clear();
    await clock.advance(6_000);
    expect([a.unsure(), receiving.length]).toEqual([undefined, NAMES.length]);
    const closing = a.close();
    await clock.advance(5_000);
    await closing;
  });

  it('goes on after a short silence of the database', async () => {
    const { clock, receiving, database, gateway } = stage();
    const a = gateway('a');
    await clock.advance(100);
    const before = [...receiving];
    database.hangs.add('a');
    await clock.advance(4_000);
    expect(receiving).toEqual(before);
    const closing = a.close();
    await clock.advance(5_000);
    await closing;
  });
});
