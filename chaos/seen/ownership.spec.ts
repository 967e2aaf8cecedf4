import { describe, expect, it } from '@jest/globals';
import { workKey } from '#contracts';
import { laneOf } from '#lane';
import type { Exchange } from '#testkit/proxies';
import type { LaneEntry } from '../ground/lane-book.js';
import { accountOf, deskAt, FIRST, LANES } from '../people/desk.js';
import { ownershipIn } from './ownership.js';

const PERSON = 7;
const lane = laneOf(FIRST.chatOf(PERSON), LANES);
const nodes = [
  { name: 'notifier-1', service: 'notifier', address: '127.0.1.1' },
  { name: 'tracker-adapter-1', service: 'tracker-adapter', address: '127.0.1.2' },
] as const;
const people = [
  { desk: FIRST, name: 'Person 3', chat: FIRST.chatOf(PERSON), account: accountOf('Person 3'), login: undefined },
  { desk: FIRST, name: 'Person 4', chat: FIRST.chatOf(8), account: accountOf('107'), login: 'customer-7' },
];
const entry = (what: LaneEntry['what'], at: number): LaneEntry => ({
  ...{ topic: 'deliveries', lane, what, at, epoch: 1, address: '127.0.1.1' },
});
const asked = (path: string, body: object, from: string, method = 'POST'): Exchange => ({
  ...{ method, path, from, at: 5, headers: {}, body: JSON.stringify(body) },
});
const seen = (book: LaneEntry[], messenger: Exchange[] = [], tracker: Exchange[] = []) =>
  ownershipIn({ book, exchanges: { messenger, tracker }, published: [], sources: [], nodes, people });

describe('what is seen of owners', () => {
  it('is when they took a lane, and each commit of theirs', () => {
    const { owned, deeds } = seen([entry('took', 1), entry('committed', 2)]);
    expect(owned).toEqual([{ topic: 'deliveries', lane, node: 'notifier-1', from: 1 }]);
    expect(deeds).toMatchObject([{ node: 'notifier-1', at: 2, what: 'committed' }]);
  });

  it('is what they publish of a lane’s outbox', () => {
    const published = [{ at: 3, from: '127.0.1.2', ids: ['a', 'an update'] }];
    const sources = [{ id: 'a', topic: 'session-events' as const, lane: 2 }];
    const { deeds } = ownershipIn({
      ...{ book: [], exchanges: { messenger: [], tracker: [] }, nodes, people },
      ...{ published, sources },
    });
    expect(deeds).toEqual([
      { topic: 'session-events', lane: 2, node: 'tracker-adapter-1', at: 3, what: 'published', about: 'a' },
    ]);
  });

  it('is what they show in a chat, for the lane of that chat', () => {
    const body = { chat_id: PERSON };
    const { deeds } = seen([], [asked(`/bot${FIRST.token}/sendMessage`, body, '127.0.1.1')]);
    expect(deeds).toMatchObject([{ topic: 'deliveries', lane, node: 'notifier-1', at: 5, what: 'sent' }]);
    expect(seen([], [asked('/bot1:a/sendChatAction', body, '127.0.1.1')]).deeds).toEqual([]);
    expect(seen([], [asked('/bot1:a/setWebhook', {}, '127.0.1.1')]).deeds).toEqual([]);
    expect(seen([], [asked(`/bot${FIRST.token}/sendMessage`, body, '127.0.1.2')]).deeds).toEqual([]);
  });

  it('is what they show by another desk’s bot, for the lane of that desk’s chat', () => {
    const other = deskAt(1);
    const { deeds } = seen([], [asked(`/bot${other.token}/sendMessage`, { chat_id: PERSON }, '127.0.1.1')]);
    expect(deeds).toMatchObject([{ lane: laneOf(other.chatOf(PERSON), LANES), what: 'sent' }]);
  });

  it('is what they write to the tracker, for the lane of whose words those are', () => {
    const notes = 'from Person 3, Telegram, 2026-05-03 09:14:08 UTC\n\nStill';
    const { deeds } = seen([], [], [asked('/desk-0/issues/1.json', { issue: { notes } }, '127.0.1.2', 'PUT')]);
    expect(deeds).toMatchObject([{ topic: 'tracker-work', lane, node: 'tracker-adapter-1', what: 'sent' }]);
  });

  it('is what they write by an account of someone’s own, for the lane of that account', () => {
    const write = asked('/desk-0/issues.json', { issue: { description: 'It is slow' } }, '127.0.1.2');
    const { deeds } = seen([], [], [{ ...write, headers: { 'x-redmine-switch-user': 'customer-7' } }]);
    expect(deeds).toMatchObject([{ lane: laneOf(workKey(FIRST.id, accountOf('107')), LANES), what: 'sent' }]);
  });
});
