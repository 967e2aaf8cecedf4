import { describe, expect, it } from '@jest/globals';
import { ANNA, ANNA_ELSEWHERE, ANNA_TOO, BORIS, DESK, linkOf, MARK, OTHER_DESK } from '../rehearsal/people.js';
import { begin, ENDPOINT, isWrite, Rehearsal } from '../rehearsal/rehearsal.js';

describe('a write', () => {
  it('becomes one issue in its person’s own name', async () => {
    const { rehearsal, creation, id } = await begin();
    expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed', result: { kind: 'issue' } }]);
    expect(rehearsal.server.issues.get(id)).toMatchObject({ author: '3', subject: 'The shop is slow' });
  });

  it('that names no project goes to the first one open to its person', async () => {
    const { rehearsal, id } = await begin();
    expect(rehearsal.server.issues.get(id)?.project).toBe('1');
  });

  it('for someone who is not linked carries a line that says whose it is', async () => {
    const { rehearsal } = await begin();
    await rehearsal.create(MARK, 'No invoice came', 'Where is it?');
    await rehearsal.advance(1_000);
    const issue = [...rehearsal.server.issues.values()].at(-1);
    expect(issue).toMatchObject({ author: '1', subject: 'No invoice came' });
    expect(issue?.description).toMatch(/^from Mark, Telegram, 2026-01-01 00:00:\d\d UTC\n\nWhere is it\?$/);
  });

  it.each(['cut-after', 'cut-before'] as const)('whose answer was lost (%s) is in the tracker once', async (fault) => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.wire.plan(isWrite, fault);
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    rehearsal.wire.plan(isWrite, fault);
    const creation = await rehearsal.create(BORIS, 'Look into the upstream');
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed', result: { kind: 'comment' } }]);
    expect(rehearsal.outcomesOf(creation)).toMatchObject([{ kind: 'confirmed', result: { kind: 'issue' } }]);
    expect(rehearsal.server.issues.size).toBe(2);
  });

  it('that hangs is broken off in time and looked for', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.wire.plan(isWrite, 'hang-after');
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.advance(60_000);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed' }]);
  });

  it('with the same words as another is another, though both answers were lost', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.wire.plan(isWrite, 'cut-after', 2);
    const first = await rehearsal.comment(ANNA, issue, 'Any news?');
    const second = await rehearsal.comment(ANNA, issue, 'Any news?');
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual(['Any news?', 'Any news?']);
    expect([first, second].map((one) => rehearsal.outcomesOf(one)[0]?.kind)).toEqual(['confirmed', 'confirmed']);
  });

  it('survives kill −9 of its node between sending and answer, once', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.wire.plan(isWrite, 'hang-after');
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    rehearsal.kill();
    await rehearsal.start();
    await rehearsal.advance(60_000);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'confirmed' }]);
  });

  it('that the tracker refuses comes back with the tracker’s words, and leaves nothing open', async () => {
    const { rehearsal, id } = await begin();
    const creation = await rehearsal.create(ANNA, ' ');
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(creation)).toMatchObject([
      { kind: 'rejected', reason: { kind: 'refused', words: 'Subject cannot be blank.' } },
    ]);
    const { open } = await rehearsal.openIntents(id);
    expect(open).toEqual([]);
  });
});

describe('what one person writes about one issue', () => {
  it('keeps its order from the words sent before it existed to those sent to its number', async () => {
    const rehearsal = new Rehearsal();
    await rehearsal.start();
    rehearsal.lendFile('log');
    const creation = await rehearsal.create(ANNA, 'The shop is slow');
    await rehearsal.advance(1_000);
    const [id = ''] = rehearsal.server.issues.keys();
    rehearsal.busyFile('log');
    await rehearsal.comment(ANNA, { createdBy: creation }, 'one', [{ ref: 'log', name: 'log' }]);
    await rehearsal.comment(ANNA, rehearsal.target(id), 'two');
    await rehearsal.advance(200);
    expect(rehearsal.textsOf(id)).toEqual([]);
    rehearsal.lendFile('log');
    await rehearsal.advance(10_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two']);
  });

  it('does not hold up what they write about another', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.busyFile('log');
    await rehearsal.comment(ANNA, issue, 'one', [{ ref: 'log', name: 'log' }]);
    const other = await rehearsal.create(ANNA, 'Something else');
    await rehearsal.advance(200);
    expect(rehearsal.textsOf(id)).toEqual([]);
    expect(rehearsal.outcomesOf(other)).toMatchObject([{ kind: 'confirmed' }]);
  });
});

describe('while the tracker is down', () => {
  it('everyone is told once, and everything arrives in its order afterwards', async () => {
    const { rehearsal, issue, id } = await begin();
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    const first = await rehearsal.comment(ANNA, issue, 'one');
    const second = await rehearsal.comment(ANNA, issue, 'two');
    await rehearsal.advance(600_000);
    expect(rehearsal.outcomesOf(first)).toEqual([{ kind: 'waiting', why: 'tracker-down' }]);
    expect(rehearsal.outcomesOf(second)).toEqual([{ kind: 'waiting', why: 'tracker-down' }]);
    down.lift();
    await rehearsal.advance(120_000);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two']);
    expect(rehearsal.outcomesOf(second).map(({ kind }) => kind)).toEqual(['waiting', 'confirmed']);
  });

  it('for too long, an issue takes the comments meant for it along, and holds nobody back', async () => {
    const rehearsal = new Rehearsal({ giveUpAfterMs: 60_000 });
    await rehearsal.start();
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    const creation = await rehearsal.create(ANNA, 'The shop is slow');
    const comment = await rehearsal.comment(ANNA, { createdBy: creation }, 'See the log');
    await rehearsal.advance(50_000);
    expect(rehearsal.outcomesOf(creation).at(-1)).toMatchObject({ kind: 'waiting' });
    await rehearsal.advance(600_000);
    for (const one of [creation, comment]) {
      expect(rehearsal.outcomesOf(one).at(-1)).toEqual({ kind: 'given-up', reason: { kind: 'too-long-down' } });
    }
    expect(await rehearsal.correlation.reads.created([creation])).toEqual(
      new Map([[creation, { tracker: ENDPOINT, command: creation, issue: undefined }]]),
    );
    down.lift();
    await rehearsal.advance(120_000);
    expect(rehearsal.server.issues.size).toBe(0);
  });

  it('in the middle of a write, giving that write up closes its intent', async () => {
    const rehearsal = new Rehearsal({ giveUpAfterMs: 60_000 });
    await rehearsal.start();
    rehearsal.wire.plan(isWrite, 'cut-before');
    await rehearsal.create(ANNA, 'The shop is slow');
    rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    await rehearsal.advance(1_000);
    expect((await rehearsal.openIntents('1')).open).toHaveLength(1);
    await rehearsal.advance(600_000);
    expect((await rehearsal.openIntents('1')).open).toEqual([]);
  });
});

describe('who is let in', () => {
  it('one locked account is told at once, and nobody else waits', async () => {
    const { rehearsal, issue, id } = await begin();
    rehearsal.server.personNamed('anna').locked = true;
    const annas = await rehearsal.comment(ANNA, issue, 'Still there?');
    const boris = await rehearsal.comment(BORIS, issue, 'Here.');
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(annas)).toEqual([{ kind: 'rejected', reason: { kind: 'no-access' } }]);
    expect(rehearsal.outcomesOf(boris)).toMatchObject([{ kind: 'confirmed' }]);
    expect(rehearsal.textsOf(id)).toEqual(['Here.']);
  });

  it('a credential that is not accepted makes everything wait until it is, and is told to the operator', async () => {
    const { rehearsal, issue, id } = await begin();
    const denied = rehearsal.wire.plan(() => true, { status: 401 }, Infinity);
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    await rehearsal.advance(900_000);
    expect(rehearsal.outcomesOf(comment)).toEqual([{ kind: 'waiting', why: 'tracker-down' }]);
    expect(rehearsal.logged).toContain("The tracker does not accept this desk's credential.");
    denied.lift();
    await rehearsal.advance(120_000);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
  });

  it('a comment for a creation that came to nothing comes back to its person', async () => {
    const { rehearsal } = await begin();
    const creation = await rehearsal.create(ANNA, ' ');
    const comment = await rehearsal.comment(ANNA, { createdBy: creation }, 'See the log');
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(comment)).toEqual([{ kind: 'rejected', reason: { kind: 'not-found' } }]);
  });

  it('a comment on an issue that is not open to its person is refused', async () => {
    const { rehearsal } = await begin();
    const created = rehearsal.server.createIssue(
      rehearsal.server.personNamed('boris'),
      { subject: 'Between us', description: '', project: '1' },
      [],
    );
    const comment = await rehearsal.comment(ANNA, rehearsal.target(created.id), 'I guess.');
    await rehearsal.advance(1_000);
    expect(rehearsal.outcomesOf(comment)).toMatchObject([{ kind: 'rejected', reason: { kind: 'not-found' } }]);
    expect(created.journals).toEqual([]);
  });
});

it('two chats of one account write in that account’s order', async () => {
  const { rehearsal, issue, id } = await begin();
  rehearsal.correlation.apply([{ kind: 'link', row: linkOf(ANNA_TOO) }]);
  rehearsal.wire.plan(isWrite, 'cut-before');
  await rehearsal.comment(ANNA, issue, 'one');
  await rehearsal.comment(ANNA_TOO, issue, 'two');
  await rehearsal.advance(20_000);
  expect(rehearsal.textsOf(id)).toEqual(['one', 'two']);
});

it('two desks that write the same in one name at one time leave two comments', async () => {
  const rehearsal = new Rehearsal({ links: [ANNA, ANNA_ELSEWHERE] });
  rehearsal.configured = [DESK, OTHER_DESK].map((id) => ({ id, endpoint: ENDPOINT }));
  const { issue, id } = await begin(rehearsal);
  rehearsal.wire.plan(isWrite, 'cut-before');
  const lost = await rehearsal.comment(ANNA, issue, 'Any news?');
  const other = await rehearsal.comment(ANNA_ELSEWHERE, issue, 'Any news?');
  await rehearsal.advance(20_000);
  expect(rehearsal.textsOf(id)).toEqual(['Any news?', 'Any news?']);
  expect([lost, other].map((one) => rehearsal.outcomesOf(one).at(-1)?.kind)).toEqual(['confirmed', 'confirmed']);
});
