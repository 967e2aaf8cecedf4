import { describe, expect, it } from '@jest/globals';
import { createSeal, sealingKey, Unsealable } from './seal.js';

const old = sealingKey('a long random text of last year');
const now = sealingKey('a long random text of this year');

describe('a seal', () => {
  it('opens what it closed, for its owner alone', () => {
    const seal = createSeal([now]);
    const sealed = seal.close('b3c1f0', 'acme/anna');
    expect(sealed).not.toContain('b3c1f0');
    expect(seal.open(sealed, 'acme/anna')).toBe('b3c1f0');
    expect(() => seal.open(sealed, 'acme/mark')).toThrow(Unsealable);
  });

  it('opens what an older key closed, and closes with the first', () => {
    const sealed = createSeal([old]).close('b3c1f0', 'acme/anna');
    const rotated = createSeal([now, old]);
    expect(rotated.open(sealed, 'acme/anna')).toBe('b3c1f0');
    expect(rotated.close('b3c1f0', 'acme/anna')).toMatch(new RegExp(`^${now.id}\\.`));
    expect(() => createSeal([now]).open(sealed, 'acme/anna')).toThrow(Unsealable);
  });

  it('never closes the same secret twice alike, and notices a changed byte', () => {
    const seal = createSeal([now]);
    const sealed = seal.close('b3c1f0', 'acme/anna');
    expect(seal.close('b3c1f0', 'acme/anna')).not.toBe(sealed);
    const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA');
    expect(() => seal.open(changed, 'acme/anna')).toThrow(Unsealable);
  });
});
