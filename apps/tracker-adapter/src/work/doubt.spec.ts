import { describe, expect, it } from '@jest/globals';
import { ANNA, ANNA_TOO, BORIS } from '../rehearsal/people.js';
import { begin, isWrite, Rehearsal } from '../rehearsal/rehearsal.js';

const WORDS = 'The upstream is full again 🔥 as yesterday';
const CUT = 'The upstream is full again ';

/** Anna's words were cut at their emoji, and the answer was lost. */
async function inDoubt(of = new Rehearsal(), assignee?: string) {
  const begun = await begin(of);
  const { rehearsal, issue, id } = begun;
  if (assignee) rehearsal.server.assign(id, rehearsal.server.personNamed(assignee));
  rehearsal.server.cutsAstral = true;
  rehearsal.wire.plan(isWrite, 'cut-after');
  const comment = await rehearsal.comment(ANNA, issue, WORDS);
  await rehearsal.advance(10_000);
  const answer = async (arrived: boolean) => {
    await rehearsal.send(ANNA, { kind: 'settle-doubt', command: comment, arrived });
    await rehearsal.advance(10_000);
  };
  return { ...begun, comment, answer };
}

describe('a write of which it cannot be told whether it arrived', () => {
  it('is asked about, with what is there, and holds nobody’s news back meanwhile', async () => {
    const { rehearsal, comment, id } = await inDoubt();
    expect(rehearsal.outcomesOf(comment)).toEqual([{ kind: 'doubt', found: CUT }]);
    expect((await rehearsal.openIntents(id)).open).toEqual([]);
  });

  it('is asked about, with nothing to show, where the issue is gone', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.wire.plan(isWrite, 'cut-after');
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    rehearsal.server.issues.delete(id);
    await rehearsal.advance(10_000);
    expect(rehearsal.outcomesOf(comment)).toEqual([{ kind: 'doubt', found: '' }]);
    expect((await rehearsal.openIntents(id)).open).toEqual([]);
  });

  it('is what was found, once its person says so', async () => {
    const { rehearsal, comment, id, answer } = await inDoubt();
    await answer(true);
    expect(rehearsal.textsOf(id)).toEqual([CUT]);
    expect(rehearsal.outcomesOf(comment).map(({ kind }) => kind)).toEqual(['doubt', 'confirmed']);
  });

  it('is what looked most like it, whatever its person has written there since', async () => {
    const { rehearsal, comment, id, answer } = await inDoubt();
    rehearsal.server.comment(rehearsal.server.personNamed('anna'), id, 'By the web: hello?', false, []);
    await answer(true);
    const cut = rehearsal.server.issues.get(id)?.journals[0]?.id;
    const claims = await rehearsal.claimsOf([`journal/${cut}`]);
    expect(claims.map((claim) => claim.command)).toEqual([comment]);
  });

  it('is what its person was shown, though what looks no less like it was written since', async () => {
    const { rehearsal, id, issue } = await begin();
    rehearsal.server.dropsSmileys = true;
    rehearsal.wire.plan(isWrite, 'cut-after');
    const first = await rehearsal.comment(ANNA, issue, 'Full 🙂 again');
    await rehearsal.advance(10_000);
    const second = rehearsal.server.comment(rehearsal.server.personNamed('anna'), id, 'By the web: hello?', false, []);
    await rehearsal.send(ANNA, { kind: 'settle-doubt', command: first, arrived: true });
    await rehearsal.advance(10_000);
    const [shown] = rehearsal.server.issues.get(id)?.journals ?? [];
    const claims = await rehearsal.claimsOf([`journal/${shown?.id}`, `journal/${second}`]);
    expect(claims.map(({ item, command }) => [item, command])).toEqual([[`journal/${shown?.id}`, first]]);
  });

  it('is not taken for other words, where what its person was shown is gone by then', async () => {
    const { rehearsal, comment, id, answer } = await inDoubt();
    rehearsal.server.issues.get(id)?.journals.splice(0);
    rehearsal.server.comment(rehearsal.server.personNamed('anna'), id, 'By the web: hello?', false, []);
    await answer(true);
    expect(rehearsal.outcomesOf(comment).at(-1)).toEqual({ kind: 'rejected', reason: { kind: 'not-found' } });
  });

  it('is sent again, once, when its person says that it is not there', async () => {
    const { rehearsal, comment, id, answer } = await inDoubt();
    rehearsal.server.cutsAstral = false;
    await answer(false);
    expect(rehearsal.textsOf(id)).toEqual([CUT, WORDS]);
    expect(rehearsal.outcomesOf(comment).map(({ kind }) => kind)).toEqual(['doubt', 'confirmed']);
  });

  it('waits for its person at the head of what they write to that issue, and lets the others pass', async () => {
    const { rehearsal, issue, id, answer } = await inDoubt();
    await rehearsal.comment(ANNA, issue, 'And the disk, too');
    await rehearsal.comment(BORIS, issue, 'I see it');
    await rehearsal.advance(5_000);
    expect(rehearsal.textsOf(id)).toEqual([CUT, 'I see it']);
    await answer(true);
    expect(rehearsal.textsOf(id)).toEqual([CUT, 'I see it', 'And the disk, too']);
  });

  it('is not asked about twice: found no more, its words are its person’s again', async () => {
    const { rehearsal, comment, id, answer } = await inDoubt();
    rehearsal.server.issues.delete(id);
    await answer(true);
    expect(rehearsal.outcomesOf(comment).at(-1)).toEqual({ kind: 'rejected', reason: { kind: 'not-found' } });
  });

  it('is no news in its person’s other chats until they say that it is theirs, and is told there once then', async () => {
    const { rehearsal, id, answer } = await inDoubt(new Rehearsal({ links: [ANNA, ANNA_TOO, BORIS] }), 'boris');
    await rehearsal.advance(60_000);
    const told = (who: typeof ANNA) => rehearsal.shownTo(who).filter((text) => text.includes('upstream'));
    expect([ANNA, ANNA_TOO, BORIS].map((who) => told(who).length)).toEqual([0, 0, 1]);
    await answer(true);
    await rehearsal.hint(id);
    await rehearsal.advance(60_000);
    expect([ANNA, ANNA_TOO, BORIS].map((who) => told(who).length)).toEqual([0, 1, 1]);
  });

  it('is told there, too, where it is a whole issue', async () => {
    const rehearsal = new Rehearsal({ links: [ANNA, ANNA_TOO] });
    await rehearsal.start();
    rehearsal.server.cutsAstral = true;
    rehearsal.wire.plan(isWrite, 'cut-after');
    const creation = await rehearsal.create(ANNA, 'The shop is slow', WORDS);
    await rehearsal.advance(60_000);
    expect(rehearsal.shownTo(ANNA_TOO)).toEqual([]);
    await rehearsal.send(ANNA, { kind: 'settle-doubt', command: creation, arrived: true });
    await rehearsal.advance(60_000);
    const [shown, ...more] = rehearsal.shownTo(ANNA_TOO);
    expect(shown).toContain('upstream');
    expect([more, rehearsal.shownTo(ANNA)]).toEqual([[], []]);
  });
});
