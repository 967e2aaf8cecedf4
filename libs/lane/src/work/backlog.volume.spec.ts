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
});
