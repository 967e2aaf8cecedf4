import { describe, expect, it } from '@jest/globals';
import { until } from './until.js';

describe('until', () => {
  it('returns the first truthy sight', async () => {
    let looks = 0;
    expect(await until(() => ++looks > 2 && `look ${looks}`)).toBe('look 3');
  });

  it('takes a throw for "not yet"', async () => {
    let looks = 0;
    const check = () => {
      if (++looks < 3) throw new Error('no such table');
      return looks;
    };
    expect(await until(check)).toBe(3);
  });

  it('fails with what it saw last', async () => {
    await expect(until(() => 0, { within: 30 })).rejects.toThrow('still not so after 30 ms; last seen: 0');
    const check = () => Promise.reject(new Error('no such table'));
    await expect(until(check, { within: 30 })).rejects.toThrow('no such table');
  });

  it('does not wait for a look that never ends', async () => {
    const check = () => new Promise<never>(() => {});
    await expect(until(check, { within: 30, lookWithin: 50 })).rejects.toThrow('a look did not end within 50 ms');
  });
});
