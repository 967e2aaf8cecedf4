import { describe, expect, it } from '@jest/globals';
import type { Work } from '#lane';
import { virtualClock } from '#lane/rehearsal';
import { createRates } from './create-rates.js';
import { memorySpacing } from './memory-spacing.js';
import type { Spacing } from './spacing.js';

const RATES = { chatPerSecond: 1, groupPerMinute: 20, channelPerSecond: 30 };
const to = (chat: string) => ({ channel: 'bot', chat, group: false, rates: RATES });
const SOON = { wall: Infinity, monotonic: Infinity };

function setUp() {
  const clock = virtualClock();
  const shared = memorySpacing(clock);
  const another = (all: Spacing) => createRates({ clock, random: () => 0.5, own: memorySpacing(clock), shared: all });
  const [rates, other] = [another(shared), another(shared)];
  const work = (id: string): Work => ({
    id,
    kind: 'send',
    orderKey: id,
    endpoint: 'bot',
    effect: true,
    body: null,
    bornAt: 0,
    dueAt: 0,
    seq: 1,
    state: 'ready',
    attempt: 0,
    tries: 0,
    baseline: undefined,
  });
  return { clock, shared, another, rates, other, work };
}

describe('a sending with a time of its own', () => {
  it('does not go at that time where the messenger has named a later one meanwhile', async () => {
    const { clock, rates, work } = setUp();
    const [first, second] = [work('first'), work('second')];
    await rates.wait(first, to('anna'));
    expect(await rates.wait(second, to('boris'))).toBe(0);
    const turn = rates.turn(second, SOON);
    await rates.hold('bot', undefined, 30_000);
    await clock.advance(100);
    expect(await turn).toBe(false);
    expect(await rates.wait(second, to('boris'))).toBeGreaterThan(29_000);
  });

  it('does not go where that has come, either, once the messenger has named a later one', async () => {
    const { rates, work } = setUp();
    const first = work('first');
    expect(await rates.wait(first, to('anna'))).toBe(0);
    await rates.hold('bot', undefined, 30_000);
    expect(await rates.turn(first, SOON)).toBe(false);
    expect(await rates.wait(first, to('anna'))).toBeGreaterThan(29_000);
  });

  it('asks for another of its channel once it has missed that, and does not wait for itself in its chat', async () => {
    const { clock, rates, work } = setUp();
    await rates.wait(work('first'), to('anna'));
    const second = work('second');
    await rates.wait(second, to('boris'));
    await clock.advance(100);
    expect(await rates.wait(second, to('boris'))).toBe(0);
    expect(await rates.turn(second, SOON)).toBe(true);
  });

  it('has the next one of its chat wait from when the messenger answered', async () => {
    const { clock, rates, work } = setUp();
    const first = work('first');
    await rates.wait(first, to('anna'));
    expect(await rates.turn(first, SOON)).toBe(true);
    await clock.advance(800);
    await rates.answered(first);
    expect(await rates.wait(work('second'), to('anna'))).toBe(1_000);
    expect(await rates.wait(work('third'), to('boris'))).toBe(0);
  });

  it.each([
    ['was long on its way', 0, 800],
    ['missed its time', 800, 10],
    ['missed its time by little, and was on its way for long', 100, 110],
  ])('has the next one of its chat wait from then with every notifier where it %s', async (_, lateMs, onItsWayMs) => {
    const { clock, rates, work, other } = setUp();
    const first = work('first');
    await rates.wait(first, to('anna'));
    await clock.advance(lateMs);
    expect(await rates.turn(first, SOON)).toBe(true);
    await clock.advance(onItsWayMs);
    await rates.answered(first);
    expect(await other.wait(work('second'), to('anna'))).toBe(1_000);
    expect(await other.wait(work('third'), to('boris'))).toBe(0);
  });

  it('has the next one of its chat wait with every notifier where it asked for its time again', async () => {
    const { clock, rates, work, other } = setUp();
    const first = work('first');
    await rates.wait(first, to('anna'));
    await clock.advance(300);
    expect(await rates.wait(first, to('anna'))).toBe(0);
    expect(await rates.turn(first, SOON)).toBe(true);
    await rates.answered(first);
    expect(await other.wait(work('second'), to('anna'))).toBe(1_000);
  });

  it('has the next one of its chat wait with every notifier where these did not hear of its time, or heard of it long before', async () => {
    for (const hears of ['slowly', 'never'] as const) {
      const { clock, shared, another, work, other } = setUp();
      const afterwards = () => new Promise<void>((resolve) => void clock.after(hears === 'slowly' ? 150 : 0, resolve));
      const reserve: Spacing['reserve'] = async (spot) => {
        if (hears === 'never') throw new Error('Redis does not answer');
        const place = await shared.reserve(spot);
        return afterwards().then(() => place);
      };
      const rates = another({ ...shared, reserve });
      const first = work('first');
      const waited = rates.wait(first, to('anna'));
      await clock.run();
      expect(await waited).toBe(0);
      expect(await rates.turn(first, SOON)).toBe(true);
      await clock.advance(60);
      await rates.answered(first);
      expect(await other.wait(work('second'), to('anna'))).toBe(1_000);
    }
  });

  it('has the next one of its chat wait also where another notifier has taken that over meanwhile, for one that was long on its way', async () => {
    const { clock, rates, work, other } = setUp();
    const first = work('first');
    await rates.wait(first, to('anna'));
    await clock.advance(25);
    expect(await rates.turn(first, SOON)).toBe(true);
    await clock.advance(175);
    const arrived = clock.monotonic();
    const second = work('second');
    for (let ms = 1; ms > 0; await clock.advance(ms)) ms = await other.wait(second, to('anna'));
    const turn = other.turn(second, SOON);
    await clock.run();
    expect(await turn).toBe(true);
    expect(clock.monotonic() - arrived).toBeGreaterThanOrEqual(1_000);
  });
});

it('lets nothing go that counts for no rate once the messenger has named a time, but for other chats than the one it named', async () => {
  const { rates, work } = setUp();
  const [edit, other] = [work('edit'), work('other')];
  expect(await rates.wait(edit, { ...to('anna'), rates: undefined })).toBe(0);
  expect(await rates.wait(other, { ...to('boris'), rates: undefined })).toBe(0);
  await rates.hold('bot', 'anna', 30_000);
  expect(await rates.turn(edit, SOON)).toBe(false);
  expect(await rates.turn(other, SOON)).toBe(true);
});
