import { describe, expect, it } from '@jest/globals';
import type { Consumer } from 'kafkajs';
import { virtualClock } from '../../virtual-clock.js';
import { watchHeartbeats } from './heartbeat-watch.js';

const events = { REQUEST: 'request', HEARTBEAT: 'heartbeat', GROUP_JOIN: 'join' };

/** A consumer that says what the test tells it to. */
async function setUp() {
  const clock = virtualClock();
  await clock.advance(60_000);
  const listeners = new Map<string, (event: { payload: object }) => void>();
  const on = (name: string, listener: (event: { payload: object }) => void) => void listeners.set(name, listener);
  const lastHeartbeat = watchHeartbeats({ events, on } as unknown as Consumer, clock);
  const say = (name: string, payload: object = {}) => listeners.get(name)?.({ payload });
  const answered = (apiName: string, duration: number) => say('request', { apiName, duration });
  return { clock, say, answered, age: () => clock.monotonic() - lastHeartbeat() };
}

describe('the group has heard from a consumer', () => {
  it.each([
    ['Heartbeat', 'heartbeat'],
    ['SyncGroup', 'join'],
  ])('when its %s went out, not when the answer was read', async (apiName, event) => {
    const { answered, say, age } = await setUp();
    answered(apiName, 7_000);
    say(event);
    expect(age()).toBe(7_000);
  });

  it('only once it was answered, and by no other request', async () => {
    const { clock, answered, say, age } = await setUp();
    answered('Heartbeat', 5);
    expect(age()).toBe(Infinity);
    say('heartbeat');
    await clock.advance(3_000);
    answered('Fetch', 5);
    say('heartbeat');
    expect(age()).toBe(3_005);
  });

  it('no less recently than was known before', async () => {
    const { answered, say, age } = await setUp();
    answered('Heartbeat', 5);
    say('heartbeat');
    answered('Heartbeat', 9_000);
    say('heartbeat');
    expect(age()).toBe(5);
  });
});
