import { expect, it } from '@jest/globals';
import { MARK } from '../rehearsal/people.js';
import { isWrite, OFFICE, Rehearsal } from '../rehearsal/rehearsal.js';

/** What the desk's own account, an administrator's, makes by hand while a write of someone unlinked is out. */
const makeByHand = ({ server }: Rehearsal) =>
  server.createIssue(
    server.personNamed('relaydesk'),
    { subject: 'Salaries', description: 'Of next year', project: OFFICE.id },
    [],
  );

it('what the desk’s own account makes by hand is neither shown nor given to someone who is not linked', async () => {
  const rehearsal = new Rehearsal();
  await rehearsal.start();
  rehearsal.wire.plan(isWrite, 'cut-before');
  const creation = await rehearsal.create(MARK, 'No invoice came', 'Where is it?');
  const byHand = makeByHand(rehearsal);
  await rehearsal.advance(20_000);
  expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed' }]);
  expect([...rehearsal.server.issues.values()].map(({ subject }) => subject)).toEqual(['Salaries', 'No invoice came']);
  expect(await rehearsal.claimsOf([`issue/${byHand.id}`])).toEqual([]);
  expect(rehearsal.shownTo(MARK).join()).not.toContain('next year');
});

it('what was written for someone who is not linked is found among it, and made once', async () => {
  const rehearsal = new Rehearsal();
  await rehearsal.start();
  rehearsal.wire.plan(isWrite, 'cut-after');
  const creation = await rehearsal.create(MARK, 'No invoice came', 'Where is it?');
  makeByHand(rehearsal);
  await rehearsal.advance(20_000);
  expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed' }]);
  expect([...rehearsal.server.issues.values()].map(({ subject }) => subject)).toEqual(['No invoice came', 'Salaries']);
});
