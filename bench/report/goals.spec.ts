import { describe, expect, it } from '@jest/globals';
import { goalOf } from '../compare/goal.js';
import { goalsTable } from './goals-table.js';
import { placeOf, plotOf } from './plot.js';

const kept = goalOf({ id: 'P1', what: 'CPU', sense: 'at most', goal: 2 }, [1.5, 1.6, 1.4]);
const missed = goalOf({ id: 'P6', what: 'messages', sense: 'at least', goal: 3 }, [0.2, 0.3], ['Disturbed.']);

describe('goals', () => {
  it('stand in a table with their interval, and whether they hold, and what speaks against them', () => {
    const table = goalsTable([kept, missed]);
    expect(table).toContain('| P1 | CPU | ≤ 2 | **1.5** | 1.4 to 1.6 | 3 | yes |');
    expect(table).toContain('| P6 | messages | ≥ 3 | **0.25** | 0.2 to 0.3 | 2 | **no** |');
    expect(table).toContain('- P6: Disturbed.');
  });

  it('are drawn with what keeps them to the right of the middle, whichever way is better', () => {
    expect(placeOf(2, { goal: 2, sense: 'at most' })).toBe(0.5);
    expect(placeOf(1, { goal: 2, sense: 'at most' })).toBeGreaterThan(0.5);
    expect(placeOf(6, { goal: 3, sense: 'at least' })).toBeGreaterThan(0.5);
    expect(placeOf(1e-9, { goal: 3, sense: 'at least' })).toBe(0);
    const plot = plotOf([kept, missed]);
    expect(plot.match(/<circle/g)).toHaveLength(3 + 2 + 2);
    expect(plot).not.toContain('NaN');
  });
});
