import { describe, expect, it } from '@jest/globals';
import { digest } from '#contracts';
import { ANNA, linkOf, MARK, MARK_LINKED } from '../rehearsal/people.js';
import { begin, isWrite, Rehearsal } from '../rehearsal/rehearsal.js';

const DAY_MS = 86_400_000;

/** Mark's issue is on its way while he links an account; what he writes then goes out in that account's name. */
async function linkedMeanwhile(subject = 'No invoice came') {
  const rehearsal = new Rehearsal({ links: [] });
  await rehearsal.start();
  const late = rehearsal.wire.plan(isWrite, { status: 409 }, 2);
  const creation = await rehearsal.create(MARK, subject, 'Where is it?');
  await late.met;
  rehearsal.correlation.apply([{ kind: 'link', row: linkOf(MARK_LINKED) }]);
  const comment = await rehearsal.comment(MARK_LINKED, { createdBy: creation }, 'For May, I mean.');
  return { rehearsal, creation, comment };
}

describe('a comment for an issue its writer sent before they linked an account', () => {
  it('waits for that issue, and is on it once', async () => {
    const { rehearsal, creation, comment } = await linkedMeanwhile();
    expect(rehearsal.outcomesOf(comment)).toEqual([]);
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed' }]);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed', result: { kind: 'comment' } }]);
    const [issue] = rehearsal.server.issues.values();
    expect(issue?.author).toBe(rehearsal.server.personNamed('relaydesk').id);
    expect(rehearsal.textsOf(issue?.id ?? '')).toEqual(['For May, I mean.']);
  });

  it('comes back with it where it comes to nothing', async () => {
    const { rehearsal, creation, comment } = await linkedMeanwhile(' ');
    expect(rehearsal.outcomesOf(comment)).toEqual([]);
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'rejected', reason: { kind: 'refused' } }]);
    expect(rehearsal.outcomesOf(comment)).toEqual([{ kind: 'rejected', reason: { kind: 'not-found' } }]);
  });

  it('does not wait where it knows the number besides', async () => {
    const { rehearsal, issue, id } = await begin();
    const known = await rehearsal.comment(ANNA, { ...issue, createdBy: digest('forgotten') }, 'And now 502.');
    await rehearsal.advance(100);
    expect(rehearsal.outcomesOf(known)).toMatchObject([{ kind: 'confirmed' }]);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
  });

  it('is not waited for longer than anything else', async () => {
    const { rehearsal } = await linkedMeanwhile();
    const orphan = await rehearsal.comment(MARK_LINKED, { createdBy: digest('never taken in') }, 'Hello?');
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(orphan)).toEqual([]);
    rehearsal.kill();
    await rehearsal.advance(8 * DAY_MS);
    await rehearsal.start();
    expect(rehearsal.outcomesOf(orphan)).toEqual([{ kind: 'rejected', reason: { kind: 'not-found' } }]);
  });
});
