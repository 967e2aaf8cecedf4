import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelOwnership, UNHEARD_MS } from '../channel-ownership.js';

/** An empty database, as each holder has it. `pass`: so much later by its clock (ms). */
export type ChannelOwnershipHarness = {
  as(holder: string): ChannelOwnership;
  pass(ms: number): Promise<void>;
};

/** A heartbeat that is to be new to whoever looks, however slow the machine, lies so far ahead. */
const AHEAD_MS = 600_000;

/** What every `ChannelOwnership` promises. */
export function describeChannelOwnership(name: string, make: () => Promise<ChannelOwnershipHarness>): void {
  describe(name, () => {
    let database: ChannelOwnershipHarness;
    beforeEach(async () => {
      database = await make();
    });
    const two = () => [database.as('one'), database.as('other')] as const;

    it('belong to whoever took them first, each by itself', async () => {
      const [one, other] = two();
      expect(await one.keep(['a', 'b'])).toEqual(new Set(['a', 'b']));
      expect(await other.keep(['b', 'c'])).toEqual(new Set(['c']));
      expect(await one.keep(['a', 'b', 'c'])).toEqual(new Set(['a', 'b']));
    });

    it('are another’s once let go by who has them, and not by anybody else', async () => {
      const [one, other] = two();
      await one.keep(['a', 'b']);
      await other.letGo(['b']);
      await one.letGo(['a']);
      expect(await other.keep(['a', 'b'])).toEqual(new Set(['a']));
    });

    it('are another’s once nothing was heard for 6 s, and not before', async () => {
      const [one, other] = two();
      await one.keep(['a', 'b']);
      await database.pass(-AHEAD_MS);
      expect(await other.keep(['a'])).toEqual(new Set());
      await database.pass(AHEAD_MS + UNHEARD_MS + 1);
      await one.keep(['b']);
      expect(await other.keep(['a', 'b'])).toEqual(new Set(['a']));
      expect(await one.keep(['a'])).toEqual(new Set());
    });
  });
}
