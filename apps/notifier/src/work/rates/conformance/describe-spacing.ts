import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Spacing } from '../spacing.js';

/** Far enough apart that no machine is slow enough to matter. */
const APART = { chatMs: 60_000, channelMs: 1_400 };

/** What every `Spacing` promises. `spacing` is one store as two notifiers have it. */
export function describeSpacing(name: string, open: () => readonly [Spacing, Spacing]): void {
  describe(`${name} as a spacing`, () => {
    it('gives sendings of one channel times of their own, whoever asks', async () => {
      const [one, other] = open();
      const channel = randomUUID();
      const first = await one.reserve({ channel, chat: 'anna', apart: APART });
      const second = await other.reserve({ channel, chat: 'mark', apart: APART });
      const third = await one.reserve({ channel, chat: 'vera', apart: APART });
      expect([first, second, third].map(({ kind }) => kind)).toEqual(['granted', 'granted', 'granted']);
      expect(first.waitMs).toBe(0);
      expect(second.waitMs).toBeLessThanOrEqual(APART.channelMs);
      expect(third.waitMs).toBeGreaterThan(second.waitMs);
    });

    it('has one chat wait, and no other channel', async () => {
      const [one, other] = open();
      const channel = randomUUID();
      await one.reserve({ channel, chat: 'anna', apart: APART });
      const again = await other.reserve({ channel, chat: 'anna', apart: APART });
      expect(again.kind).toBe('later');
      expect(again.waitMs).toBeGreaterThan(0);
      expect(again.waitMs).toBeLessThanOrEqual(60_000);
      const elsewhere = await other.reserve({ channel: randomUUID(), chat: 'anna', apart: APART });
      expect(elsewhere).toEqual({ kind: 'granted', waitMs: 0 });
    });

    it('gives what has missed its time another one of its channel, though its chat waits', async () => {
      const [one, other] = open();
      const channel = randomUUID();
      await one.reserve({ channel, chat: 'anna', apart: APART });
      const again = await one.reserve({ channel, chat: 'anna', apart: { ...APART, chatMs: 0 } });
      expect(again.kind).toBe('granted');
      expect(again.waitMs).toBeGreaterThan(0);
      const later = await other.reserve({ channel, chat: 'anna', apart: APART });
      expect(later.kind).toBe('later');
      expect(later.waitMs).toBeGreaterThan(50_000);
    });

    it('has what counts in its chat alone take no time of its channel, and wait for none', async () => {
      const [one, other] = open();
      const channel = randomUUID();
      const edit = { ...APART, channelMs: 0 };
      const now = { kind: 'granted', waitMs: 0 };
      expect(await one.reserve({ channel, chat: 'anna', apart: edit })).toEqual(now);
      expect((await other.reserve({ channel, chat: 'anna', apart: edit })).kind).toBe('later');
      expect(await other.reserve({ channel, chat: 'mark', apart: APART })).toEqual(now);
      expect(await one.reserve({ channel, chat: 'vera', apart: edit })).toEqual(now);
    });

    it('gives no time away that is too far ahead', async () => {
      const [one] = open();
      const channel = randomUUID();
      const far = { chatMs: 60_000, channelMs: 3_600_000 };
      await one.reserve({ channel, chat: 'anna', apart: far });
      expect((await one.reserve({ channel, chat: 'mark', apart: far })).kind).toBe('crowded');
    });

    it('has a chat rest for everyone, for the longest that was wanted, and takes no time of its channel for it', async () => {
      const [one, other] = open();
      const channel = randomUUID();
      await one.rest(channel, 'anna', 60_000);
      await one.rest(channel, 'anna', 1);
      const next = await other.reserve({ channel, chat: 'anna', apart: APART });
      expect(next.kind).toBe('later');
      expect(next.waitMs).toBeGreaterThan(1_000);
      expect((await other.reserve({ channel, chat: 'anna', apart: undefined })).kind).toBe('granted');
      expect(await other.reserve({ channel, chat: 'mark', apart: APART })).toEqual({ kind: 'granted', waitMs: 0 });
    });

    it('holds a channel, or a chat alone, for everyone', async () => {
      const [one, other] = open();
      const [channel, quiet] = [randomUUID(), randomUUID()];
      await one.hold(channel, undefined, 60_000);
      await one.hold(channel, undefined, 1);
      const held = await other.reserve({ channel, chat: 'anna', apart: undefined });
      expect(held.kind).toBe('later');
      expect(held.waitMs).toBeGreaterThan(1_000);
      await one.hold(quiet, 'anna', 60_000);
      expect((await other.reserve({ channel: quiet, chat: 'anna', apart: APART })).kind).toBe('later');
      expect((await other.reserve({ channel: quiet, chat: 'mark', apart: APART })).kind).toBe('granted');
    });

    it('counts nothing for what has no rate', async () => {
      const [one] = open();
      const channel = randomUUID();
      for (const _ of [1, 2, 3]) await one.reserve({ channel, chat: 'anna', apart: undefined });
      expect(await one.reserve({ channel, chat: 'anna', apart: APART })).toEqual({ kind: 'granted', waitMs: 0 });
    });
  });
}
