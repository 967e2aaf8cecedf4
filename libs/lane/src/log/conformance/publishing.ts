import { describe, expect, it } from '@jest/globals';
import { until } from '#testkit';
import type { Opened } from './describe-log.js';
import { Reader } from './reader.js';
import { numbered, past, put, record, soon, TOPIC } from './records.js';

export function publishingPromises({ open }: Opened): void {
  describe('publishes', () => {
    it('every record it acknowledges, in order within a lane', async () => {
      const log = await ready(open);
      const first = await log.publish([...numbered(0, 100), ...numbered(1, 100)], soon());
      const second = await log.publish([...numbered(0, 100, 100), ...numbered(1, 100, 100)], soon());
      expect([first.acknowledged.size, second.acknowledged.size]).toEqual([200, 200]);
      expect([first.error, second.error]).toEqual([undefined, undefined]);

      const reader = await new Reader().join(log);
      await until(() => reader.records.length === 400);
      for (const lane of [0, 1]) expect(reader.values(lane)).toEqual(numbered(lane, 200).map(({ id }) => id));
      expect(reader.records.map(({ offset }) => offset).filter((offset) => offset === 0)).toHaveLength(2);
    });

    it('for many publishers at once, leaving no gap a reader could fall into', async () => {
      const [log, other] = [await ready(open), await open()];
      const reader = await new Reader().join(log);
      const publishers = Array.from({ length: 20 }, (_, publisher) => publisher);
      await Promise.all(
        publishers.map(async (publisher) => {
          for (let turn = 0; turn < 5; turn += 1) {
            const part = [0, 1, 2].map((lane) => record(lane, `${lane}/${publisher}/${turn}`));
            await put(publisher % 2 ? log : other, part);
          }
        }),
      );
      await until(() => reader.records.length >= 300);
      for (const lane of [0, 1, 2]) {
        const offsets = reader.records.filter((it) => it.lane === lane).map(({ offset }) => offset);
        expect(offsets).toEqual(Array.from({ length: 100 }, (_, offset) => offset));
        for (const publisher of publishers) {
          const turns = reader.values(lane).filter((value) => value.startsWith(`${lane}/${publisher}/`));
          expect(turns).toEqual([0, 1, 2, 3, 4].map((turn) => `${lane}/${publisher}/${turn}`));
        }
      }
    });

    it('keys, values and traces byte for byte', async () => {
      const log = await ready(open);
      const value = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      const sent = [
        record(2, 'traced', { value, trace: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' }),
        record(2, 'untraced', { key: 'Анна/🔥/ﬁ/e\u0301', value: Buffer.alloc(0) }),
        record(2, 'empty trace', { key: 'a'.repeat(512), trace: '' }),
      ];
      await put(log, sent);
      const reader = await new Reader().join(log);
      await until(() => reader.records.length === 3);
      expect(reader.records.map(({ key, value, trace }) => ({ key, value, trace }))).toEqual(
        sent.map(({ key, value, trace }) => ({ key, value, trace })),
      );
    });

    it('a record of 3 MB', async () => {
      const log = await ready(open);
      const value = Buffer.alloc(3 * 1024 * 1024, 'x');
      const { acknowledged } = await log.publish([record(3, 'large', { value }), record(3, 'small')], soon());
      expect([...acknowledged].sort()).toEqual(['large', 'small']);
      const reader = await new Reader().join(log);
      await until(() => reader.records.length === 2);
      expect(reader.records[0]?.value.equals(value)).toBe(true);
    });

    it('nothing past its time to be sent', async () => {
      const log = await ready(open);
      const answer = await log.publish(numbered(0, 3), past());
      expect(answer).toMatchObject({ acknowledged: new Set(), error: { kind: 'too-late' } });
      const monotonicPast = { ...soon(), monotonic: -1 };
      expect((await log.publish(numbered(0, 3), monotonicPast)).error).toMatchObject({ kind: 'too-late' });
      await put(log, [record(0, 'in time')]);
      const reader = await new Reader().join(log);
      await until(() => reader.records.length > 0);
      expect(reader.values()).toEqual(['in time']);
    });

    it('nothing at all without an error', async () => {
      const log = await ready(open);
      expect(await log.publish([], soon())).toMatchObject({ acknowledged: new Set(), error: undefined });
    });

    it('to topics that were prepared by two at once', async () => {
      const [a, b] = await Promise.all([open(), open()]);
      await Promise.all([a.prepare([TOPIC, 'session-events']), b.prepare([TOPIC, 'session-events'])]);
      await a.prepare([TOPIC]);
      const { acknowledged } = await b.publish([record(0, 'x'), record(1, 'y', { topic: 'session-events' })], soon());
      expect([...acknowledged].sort()).toEqual(['x', 'y']);
    });
  });
}

/** A log whose topic exists. */
export async function ready(open: Opened['open']) {
  const log = await open();
  await log.prepare([TOPIC]);
  return log;
}
