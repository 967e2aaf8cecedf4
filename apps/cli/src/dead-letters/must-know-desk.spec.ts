import { describe, expect, it } from '@jest/globals';
import { mustKnowDesk } from './must-know-desk.js';

const letters = { desks: async () => ['acme', 'gone'] };
const asked = (desk: string | undefined) => mustKnowDesk(letters, ['acme', 'globex'], desk);

describe('a desk whose letters are asked for', () => {
  it('is one that is configured, or that has letters though it is configured no more', async () => {
    for (const desk of [undefined, 'acme', 'globex', 'gone']) await asked(desk);
  });

  it('is else taken for a slip, and those that there are are named', async () => {
    await expect(asked('acne')).rejects.toThrow(
      'There is no desk acne, and no letter of one: there are acme, globex, gone.',
    );
  });
});
