import { expect, it } from '@jest/globals';
import { ANNA, BORIS } from '../rehearsal/people.js';
import { begin } from '../rehearsal/rehearsal.js';

it('a look-up that its own time broke off says nothing of the tracker: nobody else waits', async () => {
  const { rehearsal, issue, id } = await begin();
  rehearsal.wire.plan(({ path }) => path === '/issues', 'hang-before');
  const search = await rehearsal.send(ANNA, { kind: 'find-issues', page: 0, pageSize: 5 });
  await rehearsal.advance(10_000);
  expect(rehearsal.outcomesOf(search)).toMatchObject([{ kind: 'rejected', reason: { kind: 'no-answer' } }]);
  const comment = await rehearsal.comment(BORIS, issue, 'I look into it.');
  await rehearsal.advance(100);
  expect(rehearsal.textsOf(id)).toEqual(['I look into it.']);
  expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed' }]);
});
