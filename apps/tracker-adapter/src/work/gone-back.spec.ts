import { describe, expect, it } from '@jest/globals';
import { type Action, issueId, plain, type RecordId } from '#contracts';
import { ANNA, ANNA_TOO, BORIS, MARK } from '../rehearsal/people.js';
import { begin, Rehearsal } from '../rehearsal/rehearsal.js';

const invoice = (text: string): Action => ({
  kind: 'create',
  subject: 'No invoice came',
  words: { text: plain(text), files: [] },
});

/** Mark's words became an issue, by a command that the database has forgotten. */
async function forgetful() {
  const rehearsal = new Rehearsal();
  await rehearsal.start();
  const goBack = rehearsal.replica();
  const creation = await rehearsal.send(MARK, invoice('Where is it?'));
  await rehearsal.advance(2_000);
  const [id = ''] = rehearsal.server.issues.keys();
  return { rehearsal, creation, id, goBack };
}

/** Anna's first comment is on her issue, by a command that the database has forgotten. */
async function forgetfulOfOne() {
  const { rehearsal, issue: target, id } = await begin();
  const goBack = rehearsal.replica();
  await rehearsal.comment(ANNA, target, 'one');
  await rehearsal.advance(2_000);
  goBack();
  await rehearsal.advance(20_000);
  const comment = (text: string): Action => ({
    kind: 'comment',
    target,
    words: { text: plain(text), files: [] },
    private: false,
  });
  return { rehearsal, id, comment };
}

describe('a tracker whose database went back', () => {
  it('gets no words a second time that come in another command now; the session learns which and where they went', async () => {
    const { rehearsal, creation, goBack } = await forgetful();
    goBack();
    const other = await rehearsal.send(MARK, invoice('Where is it? And the one before?'), { also: [1] });
    await rehearsal.advance(60_000);
    const [said] = rehearsal.outcomesOf(other);
    expect(said).toMatchObject({ kind: 'said-before', messages: ['1'], target: { createdBy: creation } });
    expect(rehearsal.server.issues.size).toBe(1);
  });

  it('gets none of them later either, when their person says at last where they belong', async () => {
    const { rehearsal, id, goBack } = await forgetful();
    goBack();
    await rehearsal.advance(600_000);
    const other = await rehearsal.send(MARK, invoice('Where is it?'), { also: [1] });
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(other)).toMatchObject([{ kind: 'said-before' }]);
    expect([...rehearsal.server.issues.keys()]).toEqual([id]);
  });

  it('gets what was meant for the issue those would have created on the one that was there before', async () => {
    const { rehearsal, id, goBack } = await forgetful();
    goBack();
    const other = await rehearsal.send(MARK, invoice('Where is it?'), { instead: 1 });
    const comment = await rehearsal.comment(MARK, { createdBy: other }, 'Still nothing');
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed' }]);
    expect(rehearsal.textsOf(id)).toEqual([expect.stringContaining('Still nothing')]);
  });

  it('gets what is left of them before what was written after it', async () => {
    const { rehearsal, id, comment } = await forgetfulOfOne();
    const both = await rehearsal.send(ANNA, comment('one, two'), { also: [1] });
    const after = await rehearsal.send(ANNA, comment('three'));
    await rehearsal.advance(20_000);
    expect(rehearsal.outcomesOf(both)).toMatchObject([{ kind: 'said-before', messages: ['2'] }]);
    expect(rehearsal.outcomesOf(after)).toMatchObject([{ kind: 'said-before', messages: [] }]);
    const left = await rehearsal.send(ANNA, comment('two'), { instead: 2 });
    const again = await rehearsal.send(ANNA, comment('three'), { instead: 2 });
    await rehearsal.send(ANNA, comment('four'));
    await rehearsal.advance(20_000);
    expect([left, again].flatMap(rehearsal.outcomesOf)).toMatchObject([{ kind: 'confirmed' }, { kind: 'confirmed' }]);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('gets what is written anew behind what was sent back, though that comes later', async () => {
    const { rehearsal, id, comment } = await forgetfulOfOne();
    await rehearsal.send(ANNA, comment('one, two'), { also: [1] });
    await rehearsal.send(ANNA, comment('three'));
    await rehearsal.advance(20_000);
    await rehearsal.send(ANNA, comment('two'), { instead: 2 });
    const four = await rehearsal.send(ANNA, comment('four'));
    await rehearsal.send(ANNA, comment('three'), { instead: 3 });
    await rehearsal.advance(20_000);
    expect(rehearsal.outcomesOf(four)).toMatchObject([{ kind: 'said-before', messages: [] }]);
    await rehearsal.send(ANNA, comment('four'), { instead: 2 });
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('gets what was meant for another issue behind what waits for the one that was there before', async () => {
    const { rehearsal, issue, id } = await begin();
    const goBack = rehearsal.replica();
    rehearsal.wire.plan(({ method }) => method === 'PUT', { status: 500 }, 6);
    await rehearsal.comment(ANNA, issue, 'one');
    goBack();
    await rehearsal.advance(35_000);
    const create: Action = { kind: 'create', subject: 'one', words: { text: plain('one'), files: [] } };
    const other = await rehearsal.send(ANNA, create, { instead: 1 });
    await rehearsal.comment(ANNA, { createdBy: other }, 'two');
    await rehearsal.advance(600_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two']);
  });

  it('gets what is written to the issue itself behind what waits for its creation to be known again', async () => {
    const { rehearsal, creation, id, goBack } = await forgetful();
    rehearsal.wire.plan(() => true, { status: 500 }, 4);
    goBack();
    await rehearsal.comment(MARK, { createdBy: creation }, 'one');
    await rehearsal.advance(8_000);
    await rehearsal.comment(MARK, { issue: issueId(id) }, 'two');
    await rehearsal.advance(600_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two'].map((text) => expect.stringContaining(text)));
  });

  it('gets what was sent back once, though what it was to come behind never does', async () => {
    const { rehearsal, id, comment } = await forgetfulOfOne();
    await rehearsal.send(ANNA, comment('one, two'), { also: [1] });
    await rehearsal.send(ANNA, comment('three'));
    await rehearsal.send(ANNA, comment('three'), { instead: 1 });
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'three']);
  });

  it('gets them where their person had them back and sends them anew', async () => {
    const { rehearsal, goBack } = await forgetful();
    goBack();
    const other = await rehearsal.send(MARK, invoice('Where is it, please?'), { also: [1], anew: true });
    await rehearsal.advance(60_000);
    expect(rehearsal.outcomesOf(other)).toMatchObject([{ kind: 'confirmed' }]);
  });

  it('has every command once that was in the log before, however often the database goes back', async () => {
    const { rehearsal, creation, goBack } = await forgetful();
    goBack();
    await rehearsal.advance(20_000);
    const again = rehearsal.replica();
    const other = await rehearsal.send(MARK, invoice('Where is it?'), { also: [1] });
    await rehearsal.advance(20_000);
    again();
    await rehearsal.advance(60_000);
    const kinds = (of: RecordId) => [...new Set(rehearsal.outcomesOf(of).map(({ kind }) => kind))];
    expect([kinds(creation), kinds(other)]).toEqual([['confirmed'], ['said-before']]);
    expect(rehearsal.server.issues.size).toBe(1);
  });

  it('is asked again for news of an issue until it is known whose that is', async () => {
    const { rehearsal, id, goBack } = await forgetful();
    const boris = rehearsal.server.personNamed('boris');
    rehearsal.server.comment(boris, id, 'It is in the post.', false, []);
    goBack();
    await rehearsal.advance(240_000);
    expect(rehearsal.shownTo(MARK).filter((text) => text.includes('in the post'))).toHaveLength(1);
  });

  it('is asked again for words of an account, too, until it is known which chat of theirs they came from', async () => {
    const { rehearsal, issue, id } = await begin(new Rehearsal({ links: [ANNA, ANNA_TOO, BORIS] }));
    const goBack = rehearsal.replica();
    rehearsal.server.comment(rehearsal.server.personNamed('anna'), id, 'And now 502.', false, []);
    goBack();
    await rehearsal.advance(30_000);
    await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.advance(180_000);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    const shown = [ANNA, ANNA_TOO].map((who) => rehearsal.shownTo(who).filter((text) => text.includes('502')));
    expect(shown.map(({ length }) => length)).toEqual([0, 1]);
  });
});

it('may be sent the same message in two commands, where its database never went back', async () => {
  const rehearsal = new Rehearsal();
  await rehearsal.start();
  await rehearsal.send(MARK, invoice('Where is it?'));
  const other = await rehearsal.send(MARK, invoice('Where is it?'), { also: [1] });
  await rehearsal.advance(60_000);
  expect(rehearsal.outcomesOf(other)).toMatchObject([{ kind: 'confirmed' }]);
});
