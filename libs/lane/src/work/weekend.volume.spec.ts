import { describe, expect, it } from '@jest/globals';
import { createStage, done } from '../engine/rehearsal/one-stage.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PEOPLE = 900;
const CAP = 8;

/** A tracker with a day of its own to go down and to come back; what was told and done, and how many calls there were at once. */
function setUp() {
  const told: string[] = [];
  const givenUp: string[] = [];
  const finished: string[] = [];
  /** How many were under way as each call began, and how many had been answered since the return. */
  const begun: { underWay: number; answered: number }[] = [];
  let up = false;
  let underWay = 0;
  const stage = createStage(
    {
      cap: () => CAP,
      async run({ id }) {
        underWay += 1;
        if (up) begun.push({ underWay, answered: finished.length });
        await new Promise<void>((resolve) => stage.clock.after(200, resolve));
        underWay -= 1;
        if (!up) return { kind: 'down', error: 'refused' };
        finished.push(id);
        return done;
      },
      waiting: ({ id }) => (told.push(id), {}),
      givenUp: ({ id }) => (givenUp.push(id), {}),
    },
    { maxWaitMs: 4_000 },
  );
  let written = 0;
  /** Everyone writes a word; each person's words are in one order. */
  const everyoneWrites = () => {
    written += 1;
    const words = Array.from({ length: PEOPLE }, (_, p) => ({ id: `${p}: ${written}`, orderKey: `person ${p}` }));
    return stage.submit(...words);
  };
  const ofPerson = (p: number) => finished.filter((id) => id.startsWith(`${p}: `));
  const all = () => PEOPLE * written;
  /** How often somebody was told, and about how many words. */
  const tellings = () => [told.length, new Set(told).size];
  return {
    ...stage,
    tellings,
    givenUp,
    finished,
    begun,
    everyoneWrites,
    ofPerson,
    all,
    comeBack: () => void (up = true),
  };
}

describe('a tracker that is down for sixty hours', () => {
  it('has everything taken in, everyone told once, nothing given up, and gets it in order, slowly at first', async () => {
    const { clock, start, lane, tellings, givenUp, finished, begun, ...stage } = setUp();
    const first = start('first');
    for (let hour = 0; hour < 3; hour += 1) {
      void stage.everyoneWrites();
      await clock.advance(HOUR);
    }
    expect([lane().offset, lane().work.size]).toEqual([stage.all(), stage.all()]);
    expect(tellings()).toEqual([stage.all(), stage.all()]);

    // On Saturday somebody restarts the node, and on Sunday nobody is there.
    first.kill();
    await clock.advance(54 * HOUR);
    const second = start('second');
    void stage.everyoneWrites();
    void stage.everyoneWrites();
    await clock.advance(3 * HOUR);
    expect([lane().offset, lane().work.size, lane().dead.size]).toEqual([stage.all(), stage.all(), 0]);
    expect(tellings()).toEqual([stage.all(), stage.all()]);

    stage.comeBack();
    await clock.advance(20 * MINUTE);
    expect([finished.length, lane().work.size, lane().dead.size]).toEqual([stage.all(), 0, 0]);
    expect(tellings()).toEqual([stage.all(), stage.all()]);
    expect([givenUp, first.failures, second.failures]).toEqual([[], [], []]);
    for (let p = 0; p < PEOPLE; p += 1) expect(stage.ofPerson(p)).toEqual([1, 2, 3, 4, 5].map((n) => `${p}: ${n}`));

    for (const { underWay, answered } of begun)
      expect(underWay).toBeLessThanOrEqual(Math.max(1, Math.min(CAP, answered)));
    expect(begun.slice(0, 3).map(({ underWay }) => underWay)).toEqual([1, 1, 1]);
    expect(Math.max(...begun.map(({ underWay }) => underWay))).toBe(CAP);
  });
});
