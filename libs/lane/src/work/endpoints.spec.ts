import { describe, expect, it } from '@jest/globals';
import { seeded } from '../engine/rehearsal/random.js';
import type { Clock } from '../clock.js';
import { virtualClock } from '../virtual-clock.js';
import { createEndpoints, type Permit } from './endpoints.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `endpoint ${i}`);

function setUp(seenBy = (clock: Clock) => clock) {
  const clock = virtualClock();
  const endpoints = createEndpoints({ cap: () => 4, clock: seenBy(clock), random: () => 0.5 });

  /** A lane that begins whatever it may. */
  function lane() {
    const begun: Permit[] = [];
    const wanted = new Map<string, number>();
    let asked = 0;
    const user = {
      permitted(name: string) {
        for (let left = wanted.get(name) ?? 0; left > 0; left -= 1) {
          asked += 1;
          const permit = endpoints.enter(name, user);
          if (!permit) return;
          wanted.set(name, left - 1);
          begun.push(permit);
        }
      },
      away: () => undefined,
    };
    const leave = endpoints.join(user);
    const want = (name: string, count: number) => (wanted.set(name, count), user.permitted(name));
    const left = () => [...wanted.values()].reduce((sum, count) => sum + count, 0);
    return { begun, want, leave, left, asked: () => asked };
  }

  return { clock, endpoints, lane };
}

/** Time goes on from one look at it to the next, and timers come a little early, as those of a real machine do. */
const real =
  (early: number) =>
  (clock: Clock): Clock => {
    let passed = 0;
    return {
      now: () => clock.now(),
      monotonic: () => clock.monotonic() + (passed += 0.3),
      after: (ms, then) => clock.after(Math.max(0, ms - early), then),
    };
  };

describe('the endpoints of an engine', () => {
  it.each([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])(
    'are probed once it is time, though somebody looks just before: %s ms',
    async (early) => {
      const { clock, endpoints, lane } = setUp(real(early));
      const waiting = lane();
      endpoints.down('down');
      waiting.want('down', 1);
      await clock.advance(2_000);
      expect(waiting.begun).toHaveLength(1);
    },
  );

  it('are probed again after a minute, though an earlier probe hangs', async () => {
    const { clock, endpoints, lane } = setUp();
    const waiting = lane();
    endpoints.down('down');
    waiting.want('down', 3);
    await clock.advance(2_000);
    expect(waiting.begun).toHaveLength(1);
    await clock.advance(60_000);
    expect(waiting.begun).toHaveLength(2);
    endpoints.left(waiting.begun[0] as Permit);
    await clock.advance(30_000);
    expect(waiting.begun).toHaveLength(2);
  });

  it('are found to be back by one process after another, however many there are', async () => {
    const { clock } = setUp();
    const random = seeded(7).next;
    const processes = Array.from({ length: 16 }, () => {
      const endpoints = createEndpoints({ cap: () => 4, clock, random });
      const asked: number[] = [];
      const user = {
        permitted(name: string) {
          const permit = endpoints.enter(name, user);
          if (!permit) return;
          asked.push(clock.monotonic());
          endpoints.down(name);
          endpoints.left(permit);
          user.permitted(name);
        },
        away: () => undefined,
      };
      user.permitted('down for hours');
      return asked;
    });
    await clock.advance(3_600_000);
    const from = 3_000_000;
    const asked = processes.map((times) => times.filter((at) => at > from));
    expect(asked.every(([first = Infinity]) => first <= from + 60_000)).toBe(true);
    const together = asked.map(
      ([first]) => asked.filter(([other = 0]) => Math.abs(other - (first ?? 0)) < 2_500).length,
    );
    expect(Math.max(...together)).toBeLessThanOrEqual(4);
  });

  it('are called again once they have come back, whatever hangs there since before', async () => {
    const { clock, endpoints, lane } = setUp();
    const waiting = lane();
    waiting.want('down', 2);
    endpoints.down('down');
    waiting.want('down', 3);
    await clock.advance(2_000);
    expect(waiting.begun).toHaveLength(3);
    endpoints.answered('down');
    endpoints.left(waiting.begun[2] as Permit);
    expect(waiting.begun).toHaveLength(4);
  });

  it('let no more begin than one node sends in time, however many they are', () => {
    const { endpoints, lane } = setUp();
    const [one, other] = [lane(), lane()];
    for (const name of names(200)) {
      one.want(name, 2);
      other.want(name, 2);
    }
    const count = () => one.begun.length + other.begun.length;
    expect(count()).toBe(128);
    endpoints.left(one.begun[0] as Permit);
    expect(count()).toBe(129);
  });

  it('let others begin in the place of calls that hang, once these have had their time to be sent', async () => {
    const { clock, lane } = setUp();
    const [hung, well] = [lane(), lane()];
    for (const name of names(40)) hung.want(name, 4);
    well.want('well', 1);
    await clock.advance(1_999);
    expect([hung.begun.length, well.begun.length]).toEqual([128, 0]);
    await clock.advance(2);
    expect([hung.begun.length, well.begun.length]).toEqual([160, 1]);
  });

  it('let lanes begin in turn, also one with little behind one with much', () => {
    const { endpoints, lane } = setUp();
    const [much, little] = [lane(), lane()];
    for (const name of names(40)) much.want(name, 1_000);
    little.want('other', 4);
    for (const permit of much.begun.slice(0, 8)) endpoints.left(permit);
    expect(little.begun).toHaveLength(4);
  });

  it('ask only whom they have something for when a call has ended', () => {
    const { endpoints, lane } = setUp();
    const one = lane();
    for (const name of names(200)) one.want(name, 1_000);
    const before = one.asked();
    for (const permit of one.begun.slice(0, 10)) endpoints.left(permit);
    expect(one.asked() - before).toBeLessThanOrEqual(40);
  });

  it('let everyone begin in the end, whatever hangs or goes down meanwhile', async () => {
    const { clock, endpoints, lane } = setUp();
    const random = seeded(7);
    const lanes = [lane(), lane(), lane(), lane()];
    for (const name of names(200)) for (const { want } of lanes) want(name, random.between(0, 4));
    for (let turn = 0; turn < 400; turn += 1) {
      for (const { begun } of lanes) {
        for (const permit of begun.splice(0)) {
          const end = () => {
            if (random.percent(10)) endpoints.down(permit.endpoint);
            else endpoints.answered(permit.endpoint);
            endpoints.left(permit);
          };
          clock.after(random.percent(10) ? random.between(2_000, 60_000) : random.between(1, 200), end);
        }
      }
      await clock.advance(1_000);
    }
    expect(lanes.map(({ left }) => left())).toEqual([0, 0, 0, 0]);
  });

  it('keep nothing for a lane that has left', () => {
    const { endpoints, lane } = setUp();
    const [gone, stays] = [lane(), lane()];
    for (const name of names(40)) gone.want(name, 4);
    stays.want('other', 1);
    gone.leave();
    for (const permit of gone.begun.slice(0, 1)) endpoints.left(permit);
    expect([gone.begun.length, stays.begun.length]).toEqual([128, 1]);
  });
});
