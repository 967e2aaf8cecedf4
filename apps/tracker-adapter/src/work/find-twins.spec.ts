import { describe, expect, it } from '@jest/globals';
import { ANNA, BORIS } from '../rehearsal/people.js';
import { begin, isWrite, type Rehearsal } from '../rehearsal/rehearsal.js';

const WORDS = 'The upstream is full again';
const LATE = 'A tracker finished a write too late: it is there twice.';

/** What Anna was told of twins: the phrase, and the issue's label. */
const toldOf = (rehearsal: Rehearsal) =>
  rehearsal.shownTo(ANNA).flatMap((lines) => /"(twin\.\w+)"/.exec(lines)?.[1] ?? []);

/** Anna's comment was not answered, not there when it was looked for, and sent again. */
async function sentAgain() {
  const begun = await begin();
  const { rehearsal, issue, id } = begun;
  rehearsal.wire.plan(isWrite, 'cut-before');
  await rehearsal.comment(ANNA, issue, WORDS);
  await rehearsal.advance(20_000);
  expect(rehearsal.textsOf(id)).toEqual([WORDS]);
  const comesLate = (words = WORDS, login = 'anna') => {
    rehearsal.server.comment(rehearsal.server.personNamed(login), id, words, false, []);
    return rehearsal.advance(20_000);
  };
  return { ...begun, comesLate };
}

describe('a write that its tracker finishes when it was sent again', () => {
  it('is told to its person, once, and to the operator', async () => {
    const { rehearsal, id, comesLate } = await sentAgain();
    await comesLate();
    await rehearsal.hint(id);
    await rehearsal.advance(20_000);
    expect(toldOf(rehearsal)).toEqual(['twin.comment']);
    expect(rehearsal.logged.filter((line) => line === LATE)).toHaveLength(1);
  });

  it('is told so that a reply finds the issue, and with nothing of it but its number', async () => {
    const { rehearsal, id, comesLate } = await sentAgain();
    await comesLate();
    const [told] = rehearsal.deliveries.filter(({ what }) => JSON.stringify(what).includes('twin.'));
    expect(told?.what).toMatchObject({ about: { issue: id } });
    expect(JSON.stringify(told)).not.toContain('The shop is slow');
  });

  it('is told of an issue, too', async () => {
    const { rehearsal } = await begin();
    rehearsal.wire.plan(isWrite, 'cut-before');
    await rehearsal.create(ANNA, 'The till is stuck', 'Since noon.');
    await rehearsal.advance(20_000);
    const twin = { project: '1', subject: 'The till is stuck', description: 'Since noon.' };
    rehearsal.server.createIssue(rehearsal.server.personNamed('anna'), twin, []);
    await rehearsal.advance(20_000);
    expect(toldOf(rehearsal)).toEqual(['twin.create']);
  });

  it('is known by its words, its account and its issue', async () => {
    const { rehearsal, comesLate } = await sentAgain();
    await comesLate(`${WORDS}!`);
    await comesLate(WORDS, 'boris');
    expect(toldOf(rehearsal)).toEqual([]);
  });
});

describe('words that were sent once', () => {
  it('may be written again by hand', async () => {
    const { rehearsal, issue, id } = await begin();
    await rehearsal.comment(ANNA, issue, WORDS);
    await rehearsal.advance(2_000);
    rehearsal.server.comment(rehearsal.server.personNamed('anna'), id, WORDS, false, []);
    await rehearsal.advance(20_000);
    expect(toldOf(rehearsal)).toEqual([]);
  });

  it('may be written in the chat twice', async () => {
    const { rehearsal, issue, id } = await sentAgain();
    await rehearsal.comment(ANNA, issue, WORDS);
    await rehearsal.advance(20_000);
    expect(rehearsal.textsOf(id)).toEqual([WORDS, WORDS]);
    expect(toldOf(rehearsal)).toEqual([]);
    expect(rehearsal.shownTo(BORIS).join()).not.toContain('twin');
  });
});
