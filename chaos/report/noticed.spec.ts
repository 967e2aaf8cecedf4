import { expect, it } from '@jest/globals';
import { issueId } from '#contracts';
import type { Commented } from '#history';
import { ENGINEER, FIRST } from '../people/desk.js';
import { noticed } from './noticed.js';

it('tells how soon what the tracker told of, and what it did not, was first decided about', () => {
  const issue = FIRST.issueOf(issueId('7'));
  const commented = ['a', 'b', 'c'].map((text, i): Commented => ({
    ...{ at: 10, issue, id: `journal ${i}`, account: ENGINEER, text, shownIn: [], mayBeSeenIn: [] },
  }));
  const comments = commented.map(({ text, at }) => ({
    at,
    text,
    desk: FIRST,
    issue: issueId('7'),
    isPrivate: false,
    told: text === 'a',
  }));
  const decisions = [
    { desk: FIRST.id, issue: '7', change: '0', at: 12 },
    { desk: FIRST.id, issue: '7', change: '1', at: 50 },
    { desk: FIRST.id, issue: '8', change: '2', at: 60 },
  ];
  expect(noticed(commented, comments, decisions)).toEqual({
    told: [2],
    untold: [40],
    never: [`${issue} journal 2`],
  });
});
