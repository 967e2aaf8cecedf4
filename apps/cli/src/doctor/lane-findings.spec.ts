import { describe, expect, it } from '@jest/globals';
import type { SurveyedLane } from '#correlation';
import { laneFindings } from './lane-findings.js';

const NOW = Date.UTC(2026, 10, 21, 18, 0);
const lane = (number: number, fields: Partial<SurveyedLane> = {}): SurveyedLane => ({
  topic: 'deliveries',
  lane: number,
  holder: 'node-1',
  heard: NOW - 1_000,
  offset: 10,
  unpublished: 0,
  forgot: [],
  ...fields,
});
const ends = new Map([
  [
    'deliveries',
    new Map([
      [0, 12],
      [1, 10],
    ]),
  ],
]);
const find = (...lanes: SurveyedLane[]) => laneFindings(lanes, ends, NOW);

describe('what is told of a service', () => {
  it('is how many processes have its lanes, and how much they have before them', () => {
    expect(find(lane(0, { unpublished: 3 }), lane(1, { holder: 'node-2' }))).toEqual([
      { about: 'notifier', state: 'fine', says: '2 lanes at 2 processes; 2 records to read, 3 to publish' },
    ]);
  });

  it('is since when nobody works on its lanes, and what to start', () => {
    const [finding] = find(lane(0, { holder: undefined, heard: NOW - 60_000 }), lane(1, { heard: NOW - 70_000 }));
    expect(finding).toMatchObject({ state: 'wrong', todo: 'relaydesk start notifier' });
    expect(finding?.says).toContain('nobody works on its lanes since 2026-11-21 17:59:00 UTC; 2 records to read');
  });

  it('names the lanes that nobody has where others are held, and those nobody ever had', () => {
    expect(find(lane(0), lane(1, { holder: undefined, heard: 0 }))[0]?.says).toContain('nobody works on lane 1 yet');
  });

  it('leaves out what a log that does not answer would have told', () => {
    expect(laneFindings([lane(0)], new Map(), NOW)[0]?.says).toBe('1 lane at 1 process; 0 records to publish');
  });
});
