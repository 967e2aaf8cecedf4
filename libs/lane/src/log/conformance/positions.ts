import { describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import type { LaneNumber, Subscription } from '../log.js';
import type { Opened } from './describe-log.js';
import { ready } from './publishing.js';
import { Reader } from './reader.js';
import { numbered, put, record } from './records.js';

export function positionPromises({ open }: Opened): void {
  describe('lets a reader', () => {
    it('seek back and read again', async () => {
      const log = await ready(open);
      await put(log, numbered(0, 5));
      const reader = await new Reader().join(log);
      await until(() => reader.records.length === 5);
      reader.subscription.seek(0, 2);
      await until(() => reader.records.length === 8);
      expect(reader.values(0).slice(5)).toEqual(['0-2', '0-3', '0-4']);
    });

    it('seek while it is given its lanes, before the first batch', async () => {
      const log = await ready(open);
      await put(log, [...numbered(0, 5), ...numbered(1, 5)]);
      const reader = await new Reader({ onAssigned: (it) => [it.seek(0, 3), it.seek(1, 0)] }).join(log);
      await until(() => reader.records.length >= 7);
      expect([reader.values(0), reader.values(1)]).toEqual([
        ['0-3', '0-4'],
        ['1-0', '1-1', '1-2', '1-3', '1-4'],
      ]);
    });

    it('pause a lane while it is given, seek it, and let it go on', async () => {
      const log = await ready(open);
      await put(log, [...numbered(0, 5), record(1, 'other')]);
      const reader = await new Reader({ onAssigned: (it) => it.pause(0) }).join(log);
      await until(() => reader.values(1).length === 1);
      expect(reader.values(0)).toEqual([]);
      reader.subscription.seek(0, 4);
      reader.subscription.resume(0);
      await until(() => reader.values(0).length > 0);
      expect(reader.values(0)).toEqual(['0-4']);
    });

    it('pause a lane and go on where it was', async () => {
      const log = await ready(open);
      await put(log, numbered(0, 3));
      const reader = await new Reader().join(log);
      await until(() => reader.values(0).length === 3);
      reader.subscription.pause(0);
      await put(log, [...numbered(0, 3, 3), record(1, 'other')]);
      await until(() => reader.values(1).length === 1);
      expect(reader.values(0)).toHaveLength(3);
      reader.subscription.resume(0);
      await until(() => reader.values(0).length === 6);
      expect(reader.values(0)).toEqual(numbered(0, 6).map(({ id }) => id));
    });

    it('pause a lane whose records are on their way already, and get them when it goes on', async () => {
      const log = await ready(open);
      await put(log, [record(0, 'a'), record(1, 'b')]);
      let subscription: Subscription | undefined;
      let paused: LaneNumber | undefined;
      const reader = new Reader({
        onAssigned: (it) => void (subscription = it),
        onBatch: async ({ lane }) => {
          if (paused !== undefined) return;
          paused = 1 - lane;
          subscription?.pause(paused);
        },
      });
      await reader.join(log);
      await until(() => reader.records.length === 1);
      reader.subscription.resume(paused ?? 0);
      await until(() => reader.records.length === 2);
      expect(reader.values().toSorted()).toEqual(['a', 'b']);
    });

    it('ask where its lanes begin and end', async () => {
      const log = await ready(open);
      await put(log, numbered(2, 7));
      const reader = await new Reader().join(log);
      const ends = await reader.subscription.ends([1, 2]);
      expect(ends).toEqual(
        new Map([
          [1, { first: 0, end: 0 }],
          [2, { first: 0, end: 7 }],
        ]),
      );
    });

    it('never go on past records that are not there', async () => {
      const log = await ready(open);
      await put(log, numbered(0, 3));
      const reader = await new Reader({ onAssigned: (it) => it.seek(0, 50) }).join(log);
      await until(async () => {
        await reader.subscription.ends([0]);
        return reader.errors.length > 0;
      });
      expect(reader.errors).toMatchObject([{ kind: 'offset-out-of-range' }]);
      expect(reader.values(0)).toEqual([]);
    });
  });
}
