import { describe, expect, it } from '@jest/globals';
import type { SurveyedLane } from '#correlation';
import { forgottenFindings } from './forgotten.js';

const at = (minute: number, second = 0) => Date.UTC(2026, 10, 21, 18, minute, second);
const lane = (since?: number, until?: number): SurveyedLane => ({
  topic: 'deliveries',
  lane: 0,
  heard: 0,
  offset: 0,
  unpublished: 0,
  forgot: since === undefined || until === undefined ? undefined : { since, until },
});
const timesIn = (...lanes: SurveyedLane[]) =>
  forgottenFindings(lanes).map(({ says }) => says.match(/between (.*) and (.*) at/)?.slice(1));

describe('the time a database knows nothing of', () => {
  it('is not told of where it never went back', () => {
    expect(forgottenFindings([lane()])).toEqual([]);
  });

  it('begins with the latest that any lane had heard, since all are of one database, and ends with the last to find out', () => {
    const quiet = lane(at(1), at(10, 2));
    expect(timesIn(lane(at(4), at(10)), lane(), quiet)).toEqual([
      ['2026-11-21 18:04:00 UTC', '2026-11-21 18:10:02 UTC'],
    ]);
  });

  it('is told of each time it went back', () => {
    expect(timesIn(lane(at(30), at(31)), lane(at(1), at(2)))).toEqual([
      ['2026-11-21 18:01:00 UTC', '2026-11-21 18:02:00 UTC'],
      ['2026-11-21 18:30:00 UTC', '2026-11-21 18:31:00 UTC'],
    ]);
  });
});
