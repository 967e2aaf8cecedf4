import { describe, expect, it } from '@jest/globals';
import type { SurveyedLane } from '#correlation';
import { forgottenFindings } from './forgotten.js';

const at = (minute: number, second = 0) => Date.UTC(2026, 10, 21, 18, minute, second);
const lane = (...forgot: [since: number, until: number][]): SurveyedLane => ({
  topic: 'deliveries',
  lane: 0,
  heard: 0,
  offset: 0,
  unpublished: 0,
  forgot: forgot.map(([since, until]) => ({ since, until })),
});
const timesIn = (...lanes: SurveyedLane[]) =>
  forgottenFindings(lanes).map(({ says }) => says.match(/between (.*) and (.*) at/)?.slice(1));

describe('the time a database knows nothing of', () => {
  it('is not told of where it never went back', () => {
    expect(forgottenFindings([lane()])).toEqual([]);
  });

  it('begins with the latest that any lane had heard, and ends with the first to find out, since all are of one database', () => {
    const quiet = lane([at(1), at(10, 2)]);
    expect(timesIn(lane([at(4), at(10)]), lane(), quiet)).toEqual([
      ['2026-11-21 18:04:00 UTC', '2026-11-21 18:10:00 UTC'],
    ]);
  });

  it('is told of each time it went back, also where a lane was found behind only the last time', () => {
    const both = lane([at(1), at(2)], [at(30), at(31)]);
    expect(timesIn(lane([at(29), at(32)]), both)).toEqual([
      ['2026-11-21 18:01:00 UTC', '2026-11-21 18:02:00 UTC'],
      ['2026-11-21 18:30:00 UTC', '2026-11-21 18:31:00 UTC'],
    ]);
  });

  it('is two times where a lane that was found late has both in one', () => {
    const late = lane([at(1), at(40)]);
    expect(timesIn(late, lane([at(2), at(3)], [at(30), at(31)]))).toEqual([
      ['2026-11-21 18:02:00 UTC', '2026-11-21 18:03:00 UTC'],
      ['2026-11-21 18:30:00 UTC', '2026-11-21 18:31:00 UTC'],
    ]);
  });

  it('has all of the second in which it ends', () => {
    expect(timesIn(lane([at(1) + 900, at(2) + 100]))).toEqual([['2026-11-21 18:01:00 UTC', '2026-11-21 18:02:01 UTC']]);
  });
});
