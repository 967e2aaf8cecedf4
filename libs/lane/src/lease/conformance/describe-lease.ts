import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import type { Lease } from '../lease.js';

/** How long a lease lives, and how long an answer is waited for (ms). */
type LeaseTimes = { ttlMs: number; answerWithinMs: number };

/** Leases for one test, empty, and what can happen to them. */
export type LeaseHarness = {
  /** Opens them as one more process would. */
  open(times: LeaseTimes): Lease;
  empty(): Promise<void>;
  hang(): Promise<void>;
  goOn(): Promise<void>;
};

/** Longer than any machine stands still. */
const LONG: LeaseTimes = { ttlMs: 60_000, answerWithinMs: 20_000 };
const BRIEF_MS = 2_000;

/** The promises every `Lease` keeps. */
export function describeLease(name: string, makeHarness: () => Promise<LeaseHarness>): void {
  describe(`the lease ${name}`, () => {
    let harness: LeaseHarness;
    let opened: Lease[];
    let ours: Lease;
    let theirs: Lease;

    beforeEach(async () => {
      harness = await makeHarness();
      opened = [];
      ours = open();
      theirs = open();
    });
    afterEach(async () => {
      for (const one of opened) await one.close();
    });

    function open(times: Partial<LeaseTimes> = {}): Lease {
      const lease = harness.open({ ...LONG, ...times });
      opened.push(lease);
      return lease;
    }

    it('is held by one at a time, each lane for itself', async () => {
      expect(await ours.take('deliveries', 1)).toBe('held');
      expect(await theirs.take('deliveries', 1)).toBe('refused');
      expect(await theirs.take('deliveries', 2)).toBe('held');
      expect(await theirs.take('tracker-work', 1)).toBe('held');
      expect(await ours.take('deliveries', 1)).toBe('held');
    });

    it('goes to the next when it is released, and only its holder can release it', async () => {
      await ours.take('deliveries', 1);
      await theirs.release('deliveries', 1);
      expect(await theirs.take('deliveries', 1)).toBe('refused');
      await ours.release('deliveries', 1);
      expect(await theirs.take('deliveries', 1)).toBe('held');
      await ours.release('deliveries', 1);
      expect(await ours.renew('deliveries', 1)).toBe('refused');
    });

    it('ends by itself when it is not renewed', async () => {
      const brief = open({ ttlMs: BRIEF_MS });
      await brief.take('deliveries', 1);
      await until(async () => (await theirs.take('deliveries', 1)) === 'held');
      expect(await brief.renew('deliveries', 1)).toBe('refused');
    });

    it('lasts as long as it is renewed', async () => {
      const [brief, other] = [open({ ttlMs: BRIEF_MS }), open({ ttlMs: BRIEF_MS })];
      await brief.take('deliveries', 1);
      await other.take('deliveries', 2);
      // Lane 2 is not renewed: once it is free, a whole life has passed.
      await until(async () => {
        expect(await brief.renew('deliveries', 1)).toBe('held');
        return (await ours.take('deliveries', 2)) === 'held';
      });
      await brief.renew('deliveries', 1);
      expect(await theirs.take('deliveries', 1)).toBe('refused');
    });

    it('is taken again by renewing after everything was forgotten', async () => {
      await ours.take('deliveries', 1);
      await harness.empty();
      expect(await ours.renew('deliveries', 1)).toBe('held');
      expect(await theirs.take('deliveries', 1)).toBe('refused');
    });

    it('is refused by renewing after another was quicker', async () => {
      await ours.take('deliveries', 1);
      await harness.empty();
      expect(await theirs.take('deliveries', 1)).toBe('held');
      expect(await ours.renew('deliveries', 1)).toBe('refused');
    });

    it('is unknown while nobody answers, and known again afterwards', async () => {
      const [hasty, other] = [open({ answerWithinMs: 500 }), open({ answerWithinMs: 500 })];
      await until(async () => (await hasty.take('deliveries', 1)) === 'held');
      await harness.hang();
      expect(await hasty.renew('deliveries', 1)).toBe('unknown');
      expect(await other.take('deliveries', 2)).toBe('unknown');
      await hasty.release('deliveries', 1);
      await harness.goOn();
      await until(async () => (await hasty.take('deliveries', 1)) === 'held');
    });
  });
}
