import { describe, expect, it } from '@jest/globals';
import { fromBytes } from '#contracts';
import { POISONS, poisonOf } from './poison.js';

describe('poison', () => {
  it.each(POISONS.map((what, n) => [what, n] as const))('is %s, in every topic it fits into', (what, n) => {
    const turns = [0, 1, 2].map((turn) => poisonOf(n + turn * POISONS.length));
    for (const { topic, value, what: named } of turns) {
      expect(named).toBe(what);
      const readable = /desk|character/.test(what);
      expect(fromBytes(topic, { key: 'poison', value })).toMatchObject({ ok: readable });
    }
  });

  it('comes in at least twenty kinds', () => {
    expect(POISONS.length).toBeGreaterThanOrEqual(20);
  });
});
