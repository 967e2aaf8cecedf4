import { describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import type { LogBatch } from '../log.js';
import type { Opened } from './describe-log.js';
import { ready } from './publishing.js';
import { Reader } from './reader.js';
import { numbered, put, record } from './records.js';

export function readingPromises({ open }: Opened): void {
  describe('to its readers', () => {
    it('gives all lanes before the first batch, and reads what comes later too', async () => {
      const log = await ready(open);
      const reader = await new Reader().join(log);
      expect(reader.lanes).toEqual([0, 1, 2, 3]);
      await put(log, [record(0, 'a'), record(3, 'b')]);
      await until(() => reader.records.length === 2);
      await put(log, [record(0, 'c')]);
      await until(() => reader.records.length === 3);
      expect(reader.values(0)).toEqual(['a', 'c']);
    });

    it('starts a new group from the beginning', async () => {
      const log = await ready(open);
      await put(log, numbered(1, 5));
      const one = await new Reader().join(log, 'one');
      await until(() => one.records.length === 5);
      const other = await new Reader().join(log, 'other');
      await until(() => other.records.length === 5);
      expect(other.values(1)).toEqual(one.values(1));
    });

    it('keeps what it acknowledged for whoever comes after a reader that fell over', async () => {
      const [writer, a, b] = [await ready(open), await open(), await open()];
      await put(writer, numbered(0, 10));
      const fallen = new Promise<void>(() => {});
      const first = new Reader({ onBatch: () => fallen });
      await first.join(a);
      await first.subscription.stop(0);
      const second = await new Reader({ onAssigned: (it) => it.seek(0, 0) }).join(b);
      await until(() => second.records.length === 10);
      expect(second.values(0)).toEqual(numbered(0, 10).map(({ id }) => id));
    });

    it('gives the lanes of one that stopped to the next', async () => {
      const [a, b] = [await ready(open), await open()];
      const first = await new Reader().join(a);
      await first.subscription.stop(5_000);
      await first.subscription.stop(5_000);
      const second = await new Reader().join(b);
      await until(() => second.lanes.length === 4);
      await put(a, [record(2, 'x')]);
      await until(() => second.records.length === 1);
      expect(first.records).toEqual([]);
    });

    it('waits with the next batch of a lane for the running one, and with no other lane', async () => {
      const log = await ready(open);
      let finish = () => {};
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const slow: LogBatch[] = [];
      const onBatch = async (batch: LogBatch) => {
        if (batch.lane !== 0) return;
        slow.push(batch);
        await finished;
      };
      const reader = await new Reader({ onBatch }).join(log);
      await put(log, [record(0, 'slow')]);
      await until(() => slow.length === 1);
      for (const id of ['a', 'b', 'c', 'd']) {
        await put(log, [record(0, `slow ${id}`), record(1, id)]);
        await until(() => reader.values(1).includes(id));
      }
      expect(slow).toHaveLength(1);
      finish();
      await until(() => reader.values(0).length === 5);
      expect(reader.values(0)).toEqual(['slow', 'slow a', 'slow b', 'slow c', 'slow d']);
    });

    it('says that a lane was fetched, records or none, and that the group has heard from it', async () => {
      const log = await ready(open);
      const reader = await new Reader().join(log);
      const joinedAt = reader.subscription.lastHeartbeat();
      await until(() => [0, 1, 2, 3].every((lane) => reader.fetches.includes(lane)));
      await until(() => reader.subscription.lastHeartbeat() > joinedAt);
      expect(reader.subscription.lastHeartbeat()).toBeLessThanOrEqual(performance.now());
    });
  });
}
