import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { readsBody } from './reads-body.js';

it('parses the body of a piece of work once, and says each time that it is none', () => {
  let parsed = 0;
  const wordsOf = readsBody(z.object({ words: z.string() }).transform(({ words }) => ((parsed += 1), words)));
  const work = { body: { words: 'Hi' } };
  expect([wordsOf(work), wordsOf({ ...work }), parsed]).toEqual(['Hi', 'Hi', 1]);
  for (const body of [undefined, null, {}]) for (const _ of 'ab') expect(() => wordsOf({ body })).toThrow();
});
