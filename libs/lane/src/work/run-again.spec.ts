import { expect, it } from '@jest/globals';
import { createStage } from '../engine/rehearsal/one-stage.js';
import type { Work } from '../store/store.js';

it('work that runs again is the same object, its step committed, until its lane is taken anew', async () => {
  const runs: { work: Work; rows: number }[] = [];
  const stage = createStage({
    async run(work) {
      runs.push({ work, rows: stage.rows.length });
      return { kind: 'again', inMs: 1_000, step: { side: [`run ${runs.length}`] } };
    },
  });
  const { clock, start, submit } = stage;
  const first = start('first');
  void submit({ id: 'a', effect: false });
  await clock.advance(3_500);
  const before = runs.length;
  first.kill();
  start('second');
  await clock.advance(10_000);
  const objects = runs.map(({ work }) => work);
  expect(before).toBeGreaterThan(2);
  expect(new Set(objects.slice(0, before)).size).toBe(1);
  expect(objects.slice(0, before)).not.toContain(objects[before]);
  expect(runs.slice(0, before).map(({ rows }) => rows)).toEqual(runs.slice(0, before).map((_, n) => n));
});
