import { expect, it } from '@jest/globals';

it('holds', () => expect(1 + 1).toBe(2));
it('does not hold', () => expect(1 + 1).toBe(3));
