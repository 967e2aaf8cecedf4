import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Apart, spaceOut, type Spaces } from './space-out.js';

const NOTHING: Spaces = { chat: 0, channel: 0, heldUntil: 0 };
const APART: Apart = { chatMs: 1_000, channelMs: 34 };

describe('spacing out', () => {
  it('lets the first one go at once', () => {
    expect(spaceOut(NOTHING, APART, 5_000).place).toEqual({ kind: 'granted', waitMs: 0 });
  });

  it('has a chat wait for itself without taking a time of its channel', () => {
    const { place, next } = spaceOut({ ...NOTHING, chat: 5_600 }, APART, 5_000);
    expect(place).toEqual({ kind: 'later', waitMs: 600 });
    expect(next.channel).toBe(0);
  });

  it('gives no time away that is too far ahead', () => {
    expect(spaceOut({ ...NOTHING, channel: 9_000 }, APART, 5_000).place).toEqual({ kind: 'crowded', waitMs: 4_000 });
  });

  it('has even what has no rate wait until the messenger takes something again', () => {
    expect(spaceOut({ ...NOTHING, heldUntil: 5_300 }, undefined, 5_000).place).toEqual({ kind: 'later', waitMs: 300 });
    expect(spaceOut({ ...NOTHING, chat: 9_000, channel: 9_000 }, undefined, 5_000).place.kind).toBe('granted');
  });

  it('never grants two times of a channel closer than its rate, whenever they are asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 500 })), (gaps) => {
        let now = 0;
        let channel = 0;
        const granted: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const { place, next } = spaceOut({ ...NOTHING, channel }, APART, now);
          channel = next.channel;
          if (place.kind === 'granted') granted.push(now + place.waitMs);
        }
        for (const [i, at] of granted.entries()) {
          if (i > 0) expect(at - (granted[i - 1] ?? 0)).toBeGreaterThanOrEqual(APART.channelMs);
        }
      }),
    );
  });
});
