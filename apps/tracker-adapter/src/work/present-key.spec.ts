import { describe, expect, it } from '@jest/globals';
import { ANNA, BORIS, linkOf } from '../rehearsal/people.js';
import { begin, isWrite, type Rehearsal } from '../rehearsal/rehearsal.js';

/** The desk keeps Anna's own key of now, and an issue of hers is there. */
async function withOwnKey() {
  const { rehearsal, issue, id } = await begin();
  const anna = rehearsal.server.personNamed('anna');
  anna.key = 'former';
  const sealedKey = rehearsal.seal.close('former', ANNA.user);
  rehearsal.correlation.apply([{ kind: 'link', row: { ...linkOf(ANNA), sealedKey } }]);
  return { rehearsal, issue, id, anna };
}

async function keptKey({ correlation, seal }: Rehearsal): Promise<string> {
  const link = (await correlation.reads.links([ANNA.user])).get(ANNA.user);
  return seal.open(link?.sealedKey ?? '', ANNA.user);
}

describe('a person who had a new key made for them', () => {
  it('writes on, once, and the new one is kept before anything goes out', async () => {
    const { rehearsal, issue, id, anna } = await withOwnKey();
    anna.key = 'present';
    const busy = rehearsal.wire.plan(isWrite, { status: 409 }, Infinity);
    const comment = await rehearsal.comment(ANNA, issue, 'Still there?');
    await rehearsal.advance(1_000);
    expect(await keptKey(rehearsal)).toBe('present');
    busy.lift();
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed' }]);
    expect(rehearsal.textsOf(id)).toEqual(['Still there?']);
  });

  it('is let in with it also where that was between two attempts, or before the look for a lost one', async () => {
    const { rehearsal, issue, id, anna } = await withOwnKey();
    const busy = rehearsal.wire.plan(isWrite, { status: 409 }, Infinity);
    const one = await rehearsal.comment(ANNA, issue, 'One.');
    await rehearsal.advance(1_000);
    anna.key = 'second';
    busy.lift();
    await rehearsal.advance(60_000);
    expect([rehearsal.outcomesOf(one), await keptKey(rehearsal)]).toMatchObject([[{ kind: 'confirmed' }], 'second']);
    rehearsal.wire.plan(isWrite, 'cut-after');
    const two = await rehearsal.comment(ANNA, issue, 'Two.');
    await rehearsal.advance(200);
    anna.key = 'third';
    await rehearsal.advance(60_000);
    expect([rehearsal.outcomesOf(two), await keptKey(rehearsal)]).toMatchObject([[{ kind: 'confirmed' }], 'third']);
    expect(rehearsal.textsOf(id)).toEqual(['One.', 'Two.']);
  });

  it('is asked where a lost write of the former key is not to be found', async () => {
    const { rehearsal, issue, id, anna } = await withOwnKey();
    rehearsal.wire.plan(isWrite, 'cut-before');
    const comment = await rehearsal.comment(ANNA, issue, 'Lost?');
    await rehearsal.advance(200);
    anna.key = 'second';
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(comment)).toEqual([{ kind: 'doubt', found: '' }]);
    expect(rehearsal.textsOf(id)).toEqual([]);
  });

  it('finds their issues and hears news with it', async () => {
    const { rehearsal, issue, anna } = await withOwnKey();
    anna.key = 'second';
    const search = await rehearsal.send(ANNA, { kind: 'find-issues', page: 0, pageSize: 5 });
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(search)).toMatchObject([{ kind: 'confirmed' }]);
    expect(await keptKey(rehearsal)).toBe('second');
    anna.key = 'third';
    await rehearsal.comment(BORIS, issue, 'It is mended.');
    await rehearsal.advance(60_000);
    expect(rehearsal.shownTo(ANNA).join()).toContain('It is mended.');
    expect(await keptKey(rehearsal)).toBe('third');
  });

  it('is let in no more where the account is locked, or the desk may not read the key', async () => {
    const { rehearsal, issue, id, anna } = await withOwnKey();
    const refused = [{ kind: 'rejected', reason: { kind: 'no-access' } }];
    anna.key = 'present';
    anna.locked = true;
    const locked = await rehearsal.comment(ANNA, issue, 'Locked?');
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(locked)).toEqual(refused);
    anna.locked = false;
    const hidden = rehearsal.wire.plan(({ path }) => path === '/key', { status: 401 }, Infinity);
    const unread = await rehearsal.comment(ANNA, issue, 'Hidden?');
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(unread)).toEqual(refused);
    hidden.lift();
    expect([await keptKey(rehearsal), rehearsal.textsOf(id)]).toEqual(['former', []]);
  });
});
