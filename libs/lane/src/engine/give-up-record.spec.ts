import { describe, expect, it } from '@jest/globals';
import type { TopicRecord } from '#contracts';
import { createStage, done, handedOn } from './rehearsal/one-stage.js';

const LONG = 20_000;
const told = () => [handedOn(100)];

function setUp(options: Parameters<typeof createStage>[1] = {}) {
  const stage = createStage({ run: async () => done }, { mostBytes: 10_000, ...options });
  const published = () => stage.broker.records('session-events', 0).map(({ value }) => JSON.parse(String(value)).id);
  const dead = () => [...stage.lane().dead.values()];
  return { stage, published, dead };
}

describe('a record that is too large for the log', () => {
  it('is a dead letter of the lane it was meant for, its person is told, and what stands behind it goes on', async () => {
    const lost: TopicRecord[] = [];
    const unpublished = (record: TopicRecord) => (lost.push(record), { publish: told(), side: ['told'] });
    const { stage, published, dead } = setUp({ unpublished });
    stage.start();
    void stage.submit({ id: '1', handOn: true }, { id: '2', handOn: LONG }, { id: '3', handOn: true });
    await stage.clock.advance(5_000);
    const [large, others] = [handedOn(2, 'x'.repeat(LONG)), [1, 3, 100].map((n) => handedOn(n).id)];
    expect(published()).toEqual(others);
    expect(dead()).toMatchObject([
      {
        ...{ id: large.id, topic: 'session-events', lane: 0, key: large.key, kind: 'update.v1', bornAt: 0 },
        ...{ cause: 'the log takes no record so large', whose: { desk: 'acme', chat: 'acme/bot/anna' } },
      },
    ]);
    expect(dead()[0]?.offset).toBeUndefined();
    expect(JSON.parse(String(dead()[0]?.value))).toMatchObject({ id: large.id, body: large.body });
    expect(lost).toEqual([large]);
    expect(stage.rows).toEqual(['told']);
    expect(stage.lane().outbox.size).toBe(0);
  });

  it.each([
    ['the database refuses the words', () => ({ side: ['refuse'] })],
    ['there are no words that can be made', () => JSON.parse('{')],
    ['nobody is concerned', undefined],
  ])('is given up also where %s', async (_why, unpublished) => {
    const { stage, published, dead } = setUp(unpublished && { unpublished });
    stage.start();
    void stage.submit({ id: '1', handOn: LONG }, { id: '2', handOn: true });
    await stage.clock.advance(5_000);
    expect([published(), dead().length, stage.rows]).toEqual([[handedOn(2).id], 1, []]);
  });

  it('has no words about it that could be too large again', async () => {
    const { stage, dead } = setUp({ mostBytes: 10, unpublished: () => ({ publish: told() }) });
    stage.start();
    void stage.submit({ id: '1', handOn: true }, { id: '2', handOn: LONG });
    await stage.clock.advance(5_000);
    expect(dead().map(({ id }) => id)).toEqual([handedOn(1).id, handedOn(2, 'x'.repeat(LONG)).id, handedOn(100).id]);
  });

  it('is given up once by whoever takes the lane, where its owner was killed over it', async () => {
    let killed = false;
    const { stage, published, dead } = setUp({
      unpublished: () => ({ publish: told() }),
      hooks: {
        async at(boundary, call) {
          if (killed || call !== 'transact' || boundary !== 'call' || stage.lane().outbox.size === 0) return;
          if (stage.broker.records('session-events', 0).length === 0) return;
          killed = true;
          first.kill();
          await new Promise(() => undefined);
        },
      },
    });
    const first = stage.start('first');
    void stage.submit({ id: '1', handOn: true }, { id: '2', handOn: LONG }, { id: '3', handOn: true });
    await stage.clock.advance(2_000);
    expect(killed).toBe(true);
    stage.start('second');
    await stage.clock.advance(30_000);
    expect(new Set(published())).toEqual(new Set([1, 3, 100].map((n) => handedOn(n).id)));
    expect(dead()).toHaveLength(1);
  });
});
