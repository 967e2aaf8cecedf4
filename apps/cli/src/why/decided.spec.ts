import { describe, expect, it } from '@jest/globals';
import { accountId, deskId, issueId } from '#contracts';
import type { Decision } from '#correlation';
import { about, decided } from './decided.js';

const decision = (account: string, accountName: string, why: Decision['why'], change = '991'): Decision => ({
  desk: deskId('acme'),
  issue: issueId('4318'),
  account: accountId(account),
  accountName,
  change,
  why,
  at: Date.UTC(2026, 10, 21, 18),
});
const all = [decision('7', 'Anna Karenina', 'not-visible'), decision('8', 'Vera Pavlovna', 'delivered', 'created')];

describe('why somebody was or was not shown something', () => {
  it('is asked about everyone, by a part of a name, or by an account’s id', () => {
    expect(about(all, undefined)).toEqual(all);
    expect(about(all, 'karen')).toEqual([all[0]]);
    expect(about(all, '8')).toEqual([all[1]]);
    expect(about(all, 'nobody')).toEqual([]);
  });

  it('is said of each change of the issue and each person', () => {
    expect(decided(all).split('\n')).toEqual([
      'decided               what       who            why',
      '2026-11-21T18:00:00Z  entry 991  Anna Karenina  may not see it in the tracker',
      '2026-11-21T18:00:00Z  the issue  Vera Pavlovna  was sent it',
    ]);
  });
});
