import { describe, expect, it } from '@jest/globals';
import { CommandOutcome, issueId, issueKey } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import { baselineOf, creationOf, itemOfAnna, TRACKER } from '../rehearsal/facts.js';
import { ANNA, DESK, MARK, sessionOfWriter } from '../rehearsal/people.js';
import { confirmed, doubted } from './conclude-write.js';
import { writeIntent } from './write-intent.js';

const of = { attempt: 1, at: 5_000 };
const rowsOf = (kind: CorrelationWrite['kind'], side: readonly CorrelationWrite[] = []) =>
  side.filter((write) => write.kind === kind);

describe('a write that is in the tracker', () => {
  it('is claimed, tied to its messages and no longer open, all at once', () => {
    const body = creationOf();
    const { side } = confirmed(TRACKER, body, itemOfAnna(5, 'x'), [], of);
    expect(rowsOf('claim', side)).toMatchObject([{ row: { item: 'journal/5', command: body.id, chat: ANNA.chat } }]);
    expect(rowsOf('about', side)).toMatchObject([{ row: { message: '7', issue: '4318', direction: 'in' } }]);
    expect(rowsOf('intent', side)).toMatchObject([{ row: { command: body.id, open: false } }]);
  });

  it('is told to its session, and has its issue read again for everyone else', () => {
    const { publish } = confirmed(TRACKER, creationOf(), itemOfAnna(5, 'x'), [{ what: 'dump.exe' }], of);
    expect(publish).toMatchObject([
      { topic: 'session-events', body: { outcome: { kind: 'confirmed', dropped: [{ what: 'dump.exe' }] } } },
      { topic: 'tracker-work', key: issueKey(DESK, issueId('4318')), body: { issue: '4318', why: 'own-write' } },
    ]);
  });

  it('is known by its command for ever, and by whom it was made for where they have no account', () => {
    const made = (who: typeof MARK) =>
      rowsOf('created', confirmed(TRACKER, creationOf(who), itemOfAnna(5, 'x'), [], of).side);
    expect(made(ANNA)).toMatchObject([{ tracker: TRACKER, issue: '4318', madeFor: undefined }]);
    expect(made(MARK)).toMatchObject([{ madeFor: { session: sessionOfWriter(MARK), name: 'Mark' } }]);
  });

  it('makes the same records when it is concluded again', () => {
    const ids = () => confirmed(TRACKER, creationOf(), itemOfAnna(5, 'x'), [], of).publish?.map(({ id }) => id);
    expect(ids()).toEqual(ids());
  });
});

it('a doubt carries no more of what is there than a person is shown, and cuts no character', () => {
  const step = doubted(creationOf(), '🙂'.repeat(5_000), of, []);
  const [record] = step.publish ?? [];
  const { outcome } = CommandOutcome.parse(record?.body);
  const found = outcome.kind === 'doubt' ? outcome.found : '';
  expect([found.length <= 1_000, found.isWellFormed(), found.endsWith('…')]).toEqual([true, true, true]);
});

it('a doubt is told with what is there, and its intent is open no more', () => {
  const body = creationOf();
  const step = doubted(body, 'The upstream', of, [writeIntent(body, baselineOf(), false)]);
  expect(step.publish).toMatchObject([{ body: { outcome: { kind: 'doubt', found: 'The upstream' } } }]);
  expect(step.side).toMatchObject([{ kind: 'intent', row: { tracker: TRACKER, open: false } }]);
});
