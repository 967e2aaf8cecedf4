import { expect, it } from '@jest/globals';
import { asText } from './finding.js';

it('findings are lines in columns, with what to do below, and nothing in them moves the cursor', () => {
  const text = asText([
    { about: 'Redis', state: 'fine', says: 'answers' },
    { about: 'desk acme', state: 'wrong', says: 'is \u001b[2J\rEverything is fine', todo: 'put it right' },
  ]);
  expect(text.split('\n')).toEqual([
    '✓ Redis      answers',
    '✗ desk acme  is \u{fffd}[2J\u{fffd}Everything is fine',
    '             → put it right',
  ]);
});
