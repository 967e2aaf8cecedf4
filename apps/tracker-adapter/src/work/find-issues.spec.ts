import { describe, expect, it } from '@jest/globals';
import type { RecordId } from '#contracts';
import { ANNA, BORIS, linkOf, MARK, MARK_LINKED, type Writer } from '../rehearsal/people.js';
import { begin, isWrite, Rehearsal } from '../rehearsal/rehearsal.js';

const QUERY = { kind: 'find-issues', page: 0, pageSize: 5 } as const;

async function found(rehearsal: Rehearsal, who: Writer): Promise<string[]> {
  const search: RecordId = await rehearsal.send(who, QUERY);
  await rehearsal.advance(500);
  const [outcome] = rehearsal.outcomesOf(search);
  if (outcome?.kind !== 'confirmed' || outcome.result.kind !== 'issues') throw new Error('The search had no answer.');
  return outcome.result.issues.map(({ title }) => title);
}

describe('an issue in a search', () => {
  it('is offered to whoever may see it', async () => {
    const { rehearsal } = await begin();
    expect(await found(rehearsal, ANNA)).toEqual(['The shop is slow']);
    expect(await found(rehearsal, BORIS)).toEqual(['The shop is slow']);
  });

  it('that a creation of the same person may be becoming is offered to them once that is known, and to others before', async () => {
    const { rehearsal } = await begin();
    rehearsal.wire.plan(isWrite, 'cut-after');
    const creation = await rehearsal.create(ANNA, 'No invoice came');
    expect(await found(rehearsal, ANNA)).toEqual(['The shop is slow']);
    expect(await found(rehearsal, BORIS)).toEqual(['No invoice came', 'The shop is slow']);
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed' }]);
    expect(await found(rehearsal, ANNA)).toEqual(['No invoice came', 'The shop is slow']);
  });

  it('is held back so also where they linked an account in between', async () => {
    const rehearsal = new Rehearsal({ links: [] });
    await rehearsal.start();
    rehearsal.wire.plan(isWrite, 'cut-after');
    await rehearsal.create(MARK, 'No invoice came');
    rehearsal.correlation.apply([{ kind: 'link', row: linkOf(MARK_LINKED) }]);
    expect(await found(rehearsal, MARK_LINKED)).toEqual([]);
    await rehearsal.advance(60_000);
    expect(await found(rehearsal, MARK_LINKED)).toEqual(['No invoice came']);
  });

  it('takes words behind those that waited for it to exist', async () => {
    const { rehearsal } = await begin();
    rehearsal.busyFile('log');
    rehearsal.wire.plan(isWrite, 'cut-after');
    const creation = await rehearsal.create(ANNA, 'No invoice came');
    await rehearsal.comment(ANNA, { createdBy: creation }, 'one', [{ ref: 'log', name: 'log' }]);
    while (!(await found(rehearsal, ANNA)).includes('No invoice came')) await rehearsal.advance(100);
    const id = [...rehearsal.server.issues.keys()].at(-1) ?? '';
    await rehearsal.comment(ANNA, rehearsal.target(id), 'two');
    await rehearsal.advance(5_000);
    rehearsal.lendFile('log');
    await rehearsal.advance(60_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two']);
  });
});
