import { describe, expect, it } from '@jest/globals';
import { shiftedDate } from './shifted-date.js';

const HOUR = 3_600_000;
const Ahead = shiftedDate(Date, HOUR);

describe('a clock that is ahead', () => {
  it('tells a later time, however it is asked', () => {
    const before = Date.now() + HOUR;
    const told = [Ahead.now(), new Ahead().getTime(), Date.parse(Ahead()) + 999];
    for (const time of told) expect(time).toBeGreaterThanOrEqual(before);
    expect(Math.max(...told)).toBeLessThan(before + HOUR);
  });

  it('keeps a time that it is told', () => {
    expect(new Ahead(7)).toEqual(new Date(7));
    expect(new Ahead(7)).toBeInstanceOf(Date);
    expect(Ahead.UTC(2026, 4)).toBe(Date.UTC(2026, 4));
  });
});
