import { describe, expect, it } from '@jest/globals';
import { messageId } from '#contracts';
import { laneOf } from '#lane';
import type { LaneEntry } from '../ground/lane-book.js';
import { FIRST, LANES } from '../people/desk.js';
import { learntOf } from './learnt.js';

const PERSON = 7;
const lane = laneOf(FIRST.chatOf(PERSON), LANES);
const shown = {
  at: 10,
  chat: FIRST.chatOf(PERSON),
  message: messageId(1),
  edit: false,
  text: 'news',
  issue: undefined,
};
const entry = (what: LaneEntry['what'], at: number, address = '127.0.1.1', of = lane): LaneEntry => ({
  ...{ topic: 'deliveries', lane: of, what, at, epoch: 1, address },
});
const result = { message_id: 1, chat: { id: PERSON }, text: 'news' };
const answered = { at: 10, status: 200, body: JSON.stringify({ ok: true, result }) };
const sent = (answer?: typeof answered) => ({
  ...{ method: 'POST', path: `/bot${FIRST.token}/sendMessage`, at: 9, from: '127.0.1.1', headers: {}, body: '' },
  ...(answer && { answer }),
});
const held = [entry('took', 1), entry('committed', 5)];
const learnt = (...after: LaneEntry[]) => learntOf([sent(answered)], [...held, ...after])(shown).answered;

describe('that something arrived', () => {
  it('is learnt by who was answered, and committed twice after that', () => {
    expect(learnt(entry('committed', 11), entry('committed', 12))).toBe(true);
    expect(learnt(entry('committed', 11))).toBe(false);
  });

  it('is not learnt where no answer came', () => {
    const book = [...held, entry('committed', 11), entry('committed', 12)];
    expect(learntOf([sent()], book)(shown)).toEqual({ answered: false });
    expect(learntOf([], book)(shown)).toEqual({ answered: false });
  });

  it('is not learnt where the answer came when nobody may have waited for it any more', () => {
    const late = { ...answered, at: 19_500 };
    const book = [...held, entry('committed', 19_501), entry('committed', 19_502)];
    expect(learntOf([sent(late)], book)(shown)).toEqual({ answered: false, sentAt: 9 });
    const inTime = { ...answered, at: 9_500 };
    const soon = [...held, entry('committed', 9_501), entry('committed', 9_502)];
    expect(learntOf([sent(inTime)], soon)(shown)).toEqual({ answered: true, sentAt: 9 });
  });

  it('is told with when it was sent, learnt or not', () => {
    const asked = { ...sent(), body: JSON.stringify({ chat_id: PERSON, text: 'news' }) };
    expect(learntOf([asked], held)(shown)).toEqual({ answered: false, sentAt: 9 });
    expect(learntOf([sent(answered)], held)(shown)).toEqual({ answered: false, sentAt: 9 });
  });

  it('is not learnt by who lost the lane, or took it anew, before', () => {
    expect(learnt(entry('took', 11, '127.0.1.2'), entry('committed', 12), entry('committed', 13))).toBe(false);
    expect(learnt(entry('committed', 11), entry('took', 12), entry('committed', 13))).toBe(false);
  });

  it('is not learnt by what another node, or another lane, commits', () => {
    const other = (lane + 1) % LANES;
    const later = [entry('committed', 11), entry('committed', 12, '127.0.1.1', other)];
    expect(learnt(...later)).toBe(false);
    const elsewhere = [entry('took', 8, '127.0.1.2'), entry('committed', 11), entry('committed', 12)];
    expect(learnt(...elsewhere)).toBe(false);
  });
});
