import { expect, it } from '@jest/globals';

it('holds', () => expect(1 + 1).toBe(2));
it.skip('is not even tried', () => expect(1 + 1).toBe(3));
