import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { turnedClock, type TurnedClock } from '../clock/turned-clock.js';
import { seeded } from '../random.js';
import type { PendingUpdate } from '../world/world.js';
import { webhookEngine, type PostResult, type WebhookEngine } from './webhook-engine.js';

const second = 1000;
const hour = 3600 * second;
const ok: PostResult = { kind: 'answered', status: 200, reason: 'OK', retryAfter: 0 };
const status = (code: number, retryAfter = 0): PostResult => ({
  kind: 'answered',
  status: code,
  reason: 'No',
  retryAfter,
});

describe('webhookEngine', () => {
  let clock: TurnedClock;
  let start: number;
  let engine: WebhookEngine;
  let answers: (update: PendingUpdate) => PostResult | Promise<PostResult>;
  let sent: { id: number; at: number }[];
  let settled: number[];
  let failures: string[];
  let wentAway: number;
  let losesConfirmation: boolean;

  const open = (maxConnections = 40): void => {
    engine = webhookEngine({
      clock,
      random: seeded(7),
      maxConnections,
      async post(update) {
        sent.push({ id: update.id, at: clock.now() - start });
        return answers(update);
      },
      settled(update) {
        const lost = losesConfirmation;
        losesConfirmation = false;
        if (!lost) settled.push(update.id);
        return !lost;
      },
      failed: (message) => void failures.push(message),
      gone: () => void wentAway++,
    });
  };
  const add = (id: number, queue: string, livesFor = 24 * hour): void =>
    engine.add({ id, queue, type: 'message', body: '{}', expiresAt: clock.now() + livesFor });
  const secondsSent = (id: number): number[] => sent.filter((one) => one.id === id).map(({ at }) => at / second);

  beforeEach(() => {
    clock = turnedClock();
    start = clock.now();
    [sent, settled, failures, wentAway, losesConfirmation] = [[], [], [], 0, false];
    answers = () => ok;
    open();
  });

  it('keeps the updates of a queue in order while one fails, and lets other queues pass', async () => {
    let down = true;
    answers = ({ queue }) => (queue === 'chat:1' && down ? status(500) : ok);
    add(1, 'chat:1');
    add(2, 'chat:1');
    add(3, 'chat:2');
    await clock.turn(second);
    expect(settled).toEqual([3]);
    down = false;
    await clock.turn(10 * second);
    expect(settled).toEqual([3, 1, 2]);
  });

  it('sends the next of a queue only after the one before was answered', async () => {
    let answer: (result: PostResult) => void = () => undefined;
    answers = () => new Promise((resolve) => (answer = resolve));
    add(1, 'chat:1');
    add(2, 'chat:1');
    await clock.turn(0);
    expect(sent.map(({ id }) => id)).toEqual([1]);
    answer(ok);
    await clock.turn(0);
    expect(sent.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('has no more requests under way than connections', async () => {
    open(2);
    answers = () => new Promise(() => undefined);
    for (let id = 1; id <= 5; id++) add(id, `chat:${id}`);
    await clock.turn(second);
    expect(sent.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('tries again at once, then after 2, 4, 8 … s, and never waits longer than two minutes', async () => {
    answers = () => status(500);
    add(1, 'chat:1');
    await clock.turn(hour);
    const times = secondsSent(1);
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(waits.slice(0, 6)).toEqual([0, 2, 4, 8, 16, 32]);
    expect(waits.slice(6).every((wait) => wait >= 60 && wait <= 120)).toBe(true);
    expect(failures[0]).toBe('Wrong response from the webhook: 500 No');
  });

  it('waits as long as Retry-After says, but not over an hour', async () => {
    const asks = [30, 7200];
    answers = () => (asks.length > 0 ? status(503, asks.shift()) : ok);
    add(1, 'chat:1');
    await clock.turn(2 * hour);
    expect(secondsSent(1)).toEqual([0, 30, 30 + 3600]);
    expect(settled).toEqual([1]);
  });

  it('drops an update that would outlive its time, and goes on with the next', async () => {
    answers = ({ id }) => (id === 1 ? status(500) : ok);
    add(1, 'press:1', 10 * second);
    add(2, 'press:1', hour);
    await clock.turn(60 * second);
    expect(secondsSent(1)).toEqual([0, 0, 2, 6]);
    expect(settled).toEqual([1, 2]);
  });

  it('does not send what has expired while it waited behind another', async () => {
    answers = ({ id }) => (id === 1 && clock.now() - start < 100 * second ? status(500) : ok);
    add(1, 'press:1', hour);
    add(2, 'press:1', 30 * second);
    await clock.turn(hour);
    expect(secondsSent(2)).toEqual([]);
    expect(settled).toEqual([1, 2]);
  });

  it('gives the webhook up after 23 hours of 410 Gone, not before', async () => {
    answers = () => status(410);
    for (let id = 1; id <= 3; id++) add(id, `chat:${id}`, 48 * hour);
    await clock.turn(23 * hour - 5 * 60 * second);
    expect(wentAway).toBe(0);
    await clock.turn(10 * 60 * second);
    expect(wentAway).toBeGreaterThan(0);
  });

  it('counts those 23 hours anew after any other answer', async () => {
    answers = () => (clock.now() - start > 12 * hour && clock.now() - start < 12.1 * hour ? status(500) : status(410));
    add(1, 'chat:1', 48 * hour);
    await clock.turn(30 * hour);
    expect(wentAway).toBe(0);
  });

  it('sends an update again whose confirmation was lost, before the next of its queue', async () => {
    losesConfirmation = true;
    add(1, 'chat:1');
    add(2, 'chat:1');
    await clock.turn(0);
    expect(sent.map(({ id }) => id)).toEqual([1, 1, 2]);
  });

  it('sends nothing after it was closed', async () => {
    answers = () => status(500);
    add(1, 'chat:1');
    await clock.turn(second);
    engine.close();
    const before = sent.length;
    await clock.turn(hour);
    expect(sent.length).toBe(before);
    expect(clock.waiting()).toBe(0);
  });

  it('keeps the order within each queue and loses nothing, however often deliveries fail', async () => {
    const plan = fc.array(
      fc.record({ queue: fc.integer({ min: 1, max: 4 }), failures: fc.integer({ min: 0, max: 4 }) }),
      {
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 1, max: 3 }), async (updates, connections) => {
        clock = turnedClock();
        [sent, settled] = [[], []];
        open(connections);
        const left = updates.map(({ failures: count }) => count);
        answers = ({ id }) => {
          const failuresLeft = left[id] ?? 0;
          left[id] = failuresLeft - 1;
          return failuresLeft > 0 ? status(500) : ok;
        };
        updates.forEach(({ queue }, id) => add(id, `chat:${queue}`));
        await clock.turn(12 * hour);
        const inQueue = (queue: number) => settled.filter((id) => updates[id]?.queue === queue);
        const ordered = [1, 2, 3, 4].every((queue) =>
          inQueue(queue).every((id, at, all) => at === 0 || (all[at - 1] ?? -1) < id),
        );
        return ordered && settled.length === updates.length;
      }),
      { numRuns: 30 },
    );
  });
});
