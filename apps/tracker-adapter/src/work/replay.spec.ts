import { describe, expect, it } from '@jest/globals';
import { ANNA, ANNA_TOO } from '../rehearsal/people.js';
import { begin, isWrite, Rehearsal } from '../rehearsal/rehearsal.js';

const MINUTE = 60_000;
const replayed = { kind: 'waiting', why: 'replayed' };

/** The tracker does not answer, for longer than anything is waited for. */
async function givenUp(write: (rehearsal: Rehearsal, issue: { issue: never }) => Promise<unknown>) {
  const begun = await begin(new Rehearsal({ giveUpAfterMs: MINUTE }));
  const { rehearsal, issue } = begun;
  const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
  await write(rehearsal, issue as { issue: never });
  await rehearsal.advance(10 * MINUTE);
  down.lift();
  await rehearsal.advance(2 * MINUTE);
  return begun;
}

describe('a write that was given up and is replayed', () => {
  it('arrives once, in its order, and its person is told both times', async () => {
    const commands: Awaited<ReturnType<Rehearsal['comment']>>[] = [];
    const { rehearsal, id } = await givenUp(async (chat, issue) => {
      for (const words of ['one', 'two', 'three']) commands.push(await chat.comment(ANNA, issue, words));
    });
    expect(rehearsal.letters()).toHaveLength(3);
    await rehearsal.replay();
    await rehearsal.advance(MINUTE);
    expect(rehearsal.textsOf(id)).toEqual(['one', 'two', 'three']);
    for (const command of commands) {
      const kinds = rehearsal.outcomesOf(command).filter(({ kind }) => kind !== 'waiting');
      expect(kinds).toMatchObject([{ kind: 'given-up' }, { kind: 'confirmed' }]);
      expect(rehearsal.outcomesOf(command)).toContainEqual(replayed);
    }
    expect(rehearsal.letters()).toEqual([]);
  });

  it('takes the comments meant for its issue along', async () => {
    const { rehearsal } = await givenUp(async (chat) => {
      const creation = await chat.create(ANNA, 'The shop is down');
      await chat.comment(ANNA, { createdBy: creation }, 'See the log');
    });
    expect(rehearsal.letters()).toHaveLength(1);
    await rehearsal.replay();
    await rehearsal.advance(MINUTE);
    const issues = [...rehearsal.server.issues.values()].filter(({ subject }) => subject === 'The shop is down');
    expect(issues.map(({ journals }) => journals.map(({ text }) => text))).toEqual([['See the log']]);
  });

  it('is looked for before it is sent again, where it was ever sent', async () => {
    const { rehearsal, issue, id } = await begin(new Rehearsal({ giveUpAfterMs: MINUTE }));
    rehearsal.wire.plan(isWrite, 'cut-after');
    const comment = await rehearsal.comment(ANNA, issue, 'And now 502.');
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    await rehearsal.advance(10 * MINUTE);
    down.lift();
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.letters()).toHaveLength(1);
    await rehearsal.replay();
    await rehearsal.advance(2 * MINUTE);
    expect(rehearsal.textsOf(id)).toEqual(['And now 502.']);
    expect(rehearsal.outcomesOf(comment).at(-1)).toMatchObject({ kind: 'confirmed' });
  });

  it('that was lost on the way is not taken for equal words that its person wrote since', async () => {
    const { rehearsal, issue, id } = await begin(new Rehearsal({ giveUpAfterMs: MINUTE }));
    rehearsal.wire.plan(isWrite, 'cut-before');
    const lost = await rehearsal.comment(ANNA, issue, 'Thanks!');
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    await rehearsal.advance(10 * MINUTE);
    down.lift();
    expect(rehearsal.letters()).toHaveLength(1);
    await rehearsal.comment(ANNA, issue, 'Thanks!');
    await rehearsal.advance(2 * MINUTE);
    expect(rehearsal.textsOf(id)).toEqual(['Thanks!']);
    await rehearsal.replay();
    await rehearsal.advance(2 * MINUTE);
    expect(rehearsal.textsOf(id)).toEqual(['Thanks!', 'Thanks!']);
    expect(rehearsal.outcomesOf(lost).at(-1)).toMatchObject({ kind: 'confirmed' });
  });

  it('is told in its person’s other chats, too, where it had arrived and stood there as what they do in the tracker', async () => {
    const { rehearsal, issue } = await begin(new Rehearsal({ giveUpAfterMs: MINUTE, links: [ANNA, ANNA_TOO] }));
    rehearsal.wire.plan(isWrite, 'cut-after');
    await rehearsal.comment(ANNA, issue, 'And now 502.');
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    await rehearsal.advance(10 * MINUTE);
    down.lift();
    await rehearsal.advance(2 * MINUTE);
    const told = () =>
      [ANNA, ANNA_TOO].map((who) => rehearsal.shownTo(who).filter((text) => text.includes('502')).length);
    expect(told()).toEqual([0, 0]);
    await rehearsal.replay();
    await rehearsal.advance(2 * MINUTE);
    expect(told()).toEqual([0, 1]);
  });

  it('does not wait for one behind it that was sent, which waits for it', async () => {
    const { rehearsal, id, issue } = await givenUp((chat, to) => chat.comment(ANNA, to, 'one'));
    rehearsal.wire.plan(isWrite, 'cut-after');
    await rehearsal.comment(ANNA, issue, 'two');
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    await rehearsal.advance(10 * MINUTE);
    down.lift();
    expect(rehearsal.letters()).toHaveLength(2);
    await rehearsal.replay();
    await rehearsal.advance(2 * MINUTE);
    expect(rehearsal.textsOf(id)).toEqual(['two', 'one']);
    expect(rehearsal.outcomes.filter(({ outcome }) => outcome.kind === 'confirmed')).toHaveLength(3);
  });

  it('is told of again where it is given up a second time', async () => {
    const { rehearsal } = await givenUp((chat, issue) => chat.comment(ANNA, issue, 'one'));
    const down = rehearsal.wire.plan(() => true, 'cut-before', Infinity);
    await rehearsal.replay();
    await rehearsal.advance(10 * MINUTE);
    expect(rehearsal.outcomes.filter(({ outcome }) => outcome.kind === 'given-up')).toHaveLength(2);
    down.lift();
    await rehearsal.replay();
    await rehearsal.advance(2 * MINUTE);
    expect(rehearsal.outcomes.at(-1)?.outcome).toMatchObject({ kind: 'confirmed' });
    expect(rehearsal.outcomes.filter(({ outcome }) => 'why' in outcome && outcome.why === 'replayed')).toHaveLength(2);
  });
});
