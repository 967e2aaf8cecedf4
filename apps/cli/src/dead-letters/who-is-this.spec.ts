import { describe, expect, it } from '@jest/globals';
import { whoIsThis } from './who-is-this.js';

const nameless = () => {
  throw new Error('ENOENT: no such user');
};

describe('who replays and discards', () => {
  it('is who they say they are, else the user of this name, else of this number', () => {
    expect(whoIsThis('Anna', nameless)).toBe('Anna (command)');
    expect(whoIsThis(undefined, () => 'anna')).toBe('anna (command)');
    expect(whoIsThis(undefined, nameless)).toBe(`uid ${process.getuid?.()} (command)`);
  });
});
