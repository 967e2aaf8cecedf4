import { describe, expect, it } from '@jest/globals';
import { parseTime } from '../dead-letters/options.js';
import { workFindings } from './work-findings.js';

const find = (undecided: number, days = 90) => workFindings({ endpoints: [], deadLetters: 3, undecided }, days);

describe('what is told of dead letters', () => {
  it('is how many can be replayed', () => {
    expect(find(0)).toMatchObject([{ about: 'dead letters', state: 'notice', says: '3 stand, and can be replayed' }]);
    expect(workFindings({ endpoints: [], deadLetters: 0, undecided: 0 }, 90)).toEqual([]);
  });

  it('warns of those that nobody has decided about for longer than letters are kept, and says how to see them', () => {
    expect(find(2)[1]).toEqual({
      about: 'dead letters',
      state: 'notice',
      says: '2 have waited for longer than 90 days, and stay until they are replayed or discarded',
      todo: 'relaydesk dead-letters list --until 90d',
    });
    expect(find(1)[1]?.says).toMatch(/^1 has waited for longer than 90 days, and stays until it is /);
    expect(find(1, 1)[1]?.says).toContain('longer than 1 day,');
  });

  it('names a time that the list understands, also of a part of a day', () => {
    const [, until = ''] = /--until (.*)$/.exec(find(2, 0.5)[1]?.todo ?? '') ?? [];
    expect(Math.round((Date.now() - parseTime(until)) / 60_000)).toBe(12 * 60);
  });
});
