import { describe, expect, it } from '@jest/globals';
import { advance, STEPS } from './steps.js';

describe('the guide', () => {
  it('advances by what is done, in order', () => {
    const done = STEPS.reduce((stepsDone, step) => advance(stepsDone, step.done), 0);
    expect(done).toBe(STEPS.length);
  });

  it('stays where it is when something else is done, and after its end', () => {
    expect(advance(0, 'answered')).toBe(0);
    expect(advance(STEPS.length, 'written')).toBe(STEPS.length);
  });
});
