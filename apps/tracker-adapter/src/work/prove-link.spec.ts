import { expect, it } from '@jest/globals';
import { ANNA, MARK } from '../rehearsal/people.js';
import { begin, Rehearsal } from '../rehearsal/rehearsal.js';

async function asking() {
  const rehearsal = new Rehearsal({ links: [] });
  await rehearsal.start();
  const expiresAt = rehearsal.clock.now() + 600_000;
  const proof = await rehearsal.send(MARK, { kind: 'prove-link', code: 'K7QF-2M9X', expiresAt });
  return { rehearsal, proof };
}

it('a code on someone’s own page links them, whoever they are in the chat', async () => {
  const { rehearsal, proof } = await asking();
  await rehearsal.advance(60_000);
  expect(rehearsal.outcomesOf(proof)).toEqual([]);
  rehearsal.server.personNamed('anna').code = 'K7QF-2M9X';
  await rehearsal.advance(5_000);
  expect(rehearsal.outcomesOf(proof)).toMatchObject([
    { kind: 'confirmed', result: { kind: 'linked', account: '3', login: 'anna' } },
  ]);
  const link = (await rehearsal.correlation.reads.links([MARK.user])).get(MARK.user);
  expect(link).toMatchObject({ account: '3', chat: MARK.chat });
});

it('a tracker that takes long to look for a code is left alone for twice as long', async () => {
  const { rehearsal } = await asking();
  const looked = () => rehearsal.wire.seen.filter(({ path }) => path === '/people').length;
  rehearsal.wire.plan(({ path }) => path === '/people', { slowMs: 20_000 }, Infinity);
  await rehearsal.advance(10_000);
  const before = looked();
  await rehearsal.advance(300_000);
  expect(looked() - before).toBe(5);
});

it('a code that nobody enters ends with its time, also while the tracker is down', async () => {
  const { rehearsal, proof } = await asking();
  rehearsal.wire.plan(() => true, 'cut-before', Infinity);
  await rehearsal.advance(601_000);
  expect(rehearsal.outcomesOf(proof)).toEqual([{ kind: 'rejected', reason: { kind: 'expired' } }]);
  expect(await rehearsal.correlation.reads.links([MARK.user])).toEqual(new Map());
});

it('a code is asked for again where the tracker has said that there is nothing to read', async () => {
  const { rehearsal, proof } = await asking();
  const hidden = rehearsal.wire.plan(({ path }) => path === '/people', { status: 404 }, Infinity);
  rehearsal.server.personNamed('anna').code = 'K7QF-2M9X';
  await rehearsal.advance(30_000);
  expect(rehearsal.outcomesOf(proof)).toEqual([]);
  hidden.lift();
  await rehearsal.advance(5_000);
  expect(rehearsal.outcomesOf(proof)).toMatchObject([{ kind: 'confirmed', result: { kind: 'linked', login: 'anna' } }]);
});

it('codes that nobody enters keep no words waiting, however many and however long a tracker looks for them', async () => {
  const { rehearsal, issue, id } = await begin();
  rehearsal.wire.plan(({ path }) => path === '/people', { slowMs: 20_000 }, Infinity);
  const expiresAt = rehearsal.clock.now() + 600_000;
  for (let i = 0; i < 12; i++) await rehearsal.send(MARK, { kind: 'prove-link', code: `K7QF-2M${10 + i}`, expiresAt });
  await rehearsal.advance(120_000);
  const comment = await rehearsal.comment(ANNA, issue, 'Any news?');
  await rehearsal.advance(1_000);
  expect(rehearsal.textsOf(id)).toEqual(['Any news?']);
  expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed' }]);
});
