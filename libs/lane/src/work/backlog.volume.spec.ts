import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';
import { shareOf } from './backlog.js';

const MINUTE = 60_000;

describe('the work a lane holds in memory', () => {
  it('is shared by its endpoints: enough for each, and about as much in all', () => {
    expect([0, 1, 5, 20, 100].map(shareOf)).toEqual([2_000, 2_000, 2_000, 500, 100]);
    expect(shareOf(10_000)).toBe(64);
  });

  it('stays bounded while a hundred endpoints are down, and all of it is done in order once they are back', async () => {
    let up = false;
    const ran: string[] = [];
    const { clock, start, submit, lane } = createStage(
      { run: async ({ id }) => (up ? (ran.push(id), done) : { kind: 'down', error: 'refused' }) },
      { maxWaitMs: 4_000 },
    );
    const { engine, failures } = start();
    const endpoints = Array.from({ length: 100 }, (_, i) => `endpoint ${i}`);
    const words = Array.from({ length: 120 }, (_, n) => n);
    void submit(
      ...words.flatMap((n) =>
        endpoints.map((endpoint) => ({ id: `${endpoint}: ${n}`, orderKey: `${endpoint}/${n % 3}`, endpoint })),
      ),
    );
    await clock.advance(MINUTE);
    const held = () => engine.lanes().map((one) => ('work' in one && one.work) || 0);
    expect(lane().work.size).toBe(12_000);
    expect(Math.max(...held())).toBeLessThanOrEqual(10_000);
    up = true;
    await clock.advance(MINUTE + 30_000);
    expect([ran.length, lane().work.size, held(), failures]).toEqual([12_000, 0, [0], []]);
    for (const endpoint of endpoints) {
      const began = ran.filter((id) => id.startsWith(`${endpoint}: `)).map((id) => Number(id.split(': ')[1]));
      for (const key of [0, 1, 2])
        expect(began.filter((n) => n % 3 === key)).toEqual(words.filter((n) => n % 3 === key));
    }
  });

  it.each([
    ['have to come slowly', { kind: 'again', inMs: MINUTE } as const],
    ['stand behind a question that nobody has answered', { kind: 'doubt', step: {} } as const],
  ])('keeps nobody waiting behind a few keys of whom there is much and that %s', async (_, slow) => {
    const isSlow = (id: string) => id.startsWith('slow');
    const ran = new Set<string>();
    const { clock, start, submit, lane } = createStage({
      run: async ({ id }) => (isSlow(id) ? slow : (ran.add(id), done)),
    });
    const { failures } = start();
    const count = (length: number) => Array.from({ length }, (_, n) => n);
    void submit(
      ...count(100).flatMap((n) => count(30).map((key) => ({ id: `slow ${key}: ${n}`, orderKey: `slow ${key}` }))),
      ...count(3_000).map((n) => ({ id: `quick ${n}`, orderKey: `quick ${n}` })),
    );
    await clock.advance(5 * MINUTE);
    expect([ran.size, lane().work.size, failures]).toEqual([3_000, 3_000, []]);
  });
});
