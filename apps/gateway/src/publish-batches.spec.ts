import { describe, expect, it } from '@jest/globals';
import { channelId, type ChatKey, chatKey, deskId, messageId, plain, type TopicRecord, userKey } from '#contracts';
import { laneOf, type Log, type Publishable } from '#lane';
import { virtualClock } from '#lane/rehearsal';
import { createPublishing, NotAcknowledged } from './publish-batches.js';
import { updateRecord } from './to-records.js';

const [desk, channel] = [deskId('acme'), channelId('bot')];
const LANES = 4;
const chats = Array.from({ length: 40 }, (_, i) => chatKey(desk, channel, String(i + 1)));
const ours = chatKey(desk, channel, '7');
const [others, elsewhere] = [...Map.groupBy(chats, (chat) => laneOf(chat, LANES))]
  .filter(([lane]) => lane !== laneOf(ours, LANES))
  .flatMap(([, [chat]]) => chat ?? []) as [ChatKey, ChatKey];

function record(id: string, words = 'Hi', chat = ours): TopicRecord {
  const sender = { user: userKey(desk, channel, '7'), name: 'Anna' };
  const what = { kind: 'message' as const, message: messageId(id), text: plain(words), files: [] };
  return updateRecord(desk, channel, id, { chat, chatKind: 'private', sender, at: 0, receivedAt: 0, what });
}

/** A log that answers when it is told to. */
function slowLog() {
  type Request = { records: readonly Publishable[]; answer: (ids?: readonly string[]) => void; fail: () => void };
  const requests: Request[] = [];
  const log: Pick<Log, 'lanes' | 'publish'> = {
    lanes: LANES,
    publish: (records) =>
      new Promise((resolve) => {
        const all = records.map(({ id }) => id);
        const fail = () => resolve({ acknowledged: new Set(), error: new Error('a broker is gone') });
        requests.push({ records, answer: (ids = all) => resolve({ acknowledged: new Set(ids) }), fail });
      }),
  };
  const clock = virtualClock();
  const publishing = createPublishing(log, clock);
  const outcome = (records: readonly TopicRecord[]) => {
    const seen = { is: 'open' };
    publishing.publish(records).then(
      () => (seen.is = 'acknowledged'),
      (error) => (seen.is = error instanceof NotAcknowledged ? 'not acknowledged' : 'bug'),
    );
    return seen;
  };
  return { requests, clock, publishing, outcome };
}

describe('publishing', () => {
  it('has one request to the log in flight, and what comes meanwhile goes together', async () => {
    const { requests, clock, outcome } = slowLog();
    outcome([record('1')]);
    await clock.advance(1);
    const later = ['2', '3', '4'].map((id) => outcome([record(id)]));
    await clock.advance(1);
    expect(requests.map(({ records }) => records.length)).toEqual([1]);
    requests[0]?.answer();
    await clock.advance(1);
    expect(requests.map(({ records }) => records.length)).toEqual([1, 3]);
    expect(later.map(({ is }) => is)).toEqual(['open', 'open', 'open']);
    requests[1]?.answer();
    await clock.advance(1);
    expect(later.map(({ is }) => is)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
  });

  it('says so to each whose records are not all acknowledged, and to no one else', async () => {
    const { requests, clock, outcome } = slowLog();
    const whole = outcome([record('1')]);
    const half = outcome([record('2'), record('3')]);
    await clock.advance(1);
    requests[0]?.answer([record('1').id, record('2').id]);
    await clock.advance(1);
    expect([whole.is, half.is]).toEqual(['acknowledged', 'not acknowledged']);
  });

  it('keeps no one waiting for longer than five seconds, however long the log takes', async () => {
    const { requests, clock, outcome } = slowLog();
    const sent = outcome([record('1')]);
    await clock.advance(1);
    const waiting = outcome([record('2')]);
    await clock.advance(4_990);
    expect([sent.is, waiting.is]).toEqual(['open', 'open']);
    await clock.advance(20);
    expect([sent.is, waiting.is]).toEqual(['not acknowledged', 'not acknowledged']);
    requests[0]?.answer();
    await clock.advance(1);
    expect(requests).toHaveLength(1);
    const next = outcome([record('3')]);
    await clock.advance(1);
    requests[1]?.answer();
    await clock.advance(1);
    expect(next.is).toBe('acknowledged');
  });

  it('has nobody wait for the broker of another lane that hangs, and keeps the order of its own', async () => {
    const { requests, clock, outcome } = slowLog();
    const hung = outcome([record('1')]);
    await clock.advance(1);
    const soon = outcome([record('2', 'Hi', others)]);
    await clock.advance(990);
    expect(requests).toHaveLength(1);
    await clock.advance(20);
    const behind = outcome([record('3')]);
    const later = outcome([record('4', 'Hi', elsewhere)]);
    await clock.advance(1);
    const asked = [record('1'), record('2', 'Hi', others), record('4', 'Hi', elsewhere)];
    expect(requests.map(({ records }) => records.map(({ id }) => id))).toEqual(asked.map(({ id }) => [id]));
    requests[1]?.answer();
    requests[2]?.answer();
    await clock.advance(1);
    expect([hung.is, soon.is, behind.is, later.is]).toEqual(['open', 'acknowledged', 'open', 'acknowledged']);
    requests[0]?.answer();
    await clock.advance(1);
    requests[3]?.answer();
    await clock.advance(1);
    expect([hung.is, behind.is]).toEqual(['acknowledged', 'acknowledged']);
  });

  it('sends each lane by itself for a while after trouble, and all together again after it', async () => {
    const { requests, clock, outcome } = slowLog();
    const both = () => [record('1'), record('2', 'Hi', others)];
    outcome(both());
    await clock.advance(1);
    requests[0]?.fail();
    await clock.advance(1);
    outcome(both());
    await clock.advance(1);
    expect(requests.map(({ records }) => records.length)).toEqual([2, 1, 1]);
    for (const { answer } of requests) answer();
    await clock.advance(30_000);
    outcome(both());
    await clock.advance(1);
    expect(requests.map(({ records }) => records.length)).toEqual([2, 1, 1, 2]);
  });

  it('takes the next one that comes in the very moment a batch ends', async () => {
    const { requests, clock, publishing } = slowLog();
    const both = publishing.publish([record('1')]).then(() => publishing.publish([record('2')]));
    await clock.advance(1);
    requests[0]?.answer();
    await clock.advance(1);
    await clock.advance(1);
    requests[1]?.answer();
    await both;
  });

  it('holds a bounded number of bytes, and gives the rest back', async () => {
    const { clock, outcome } = slowLog();
    const words = 'x'.repeat(1_000_000);
    const all = Array.from({ length: 80 }, (_, i) => outcome([record(String(i), words)]));
    await clock.advance(1);
    const refused = all.filter(({ is }) => is === 'not acknowledged');
    expect(refused.length).toBeGreaterThan(10);
    expect(all[0]?.is).toBe('open');
  });

  it('gives back what waits when it ends', async () => {
    const { clock, outcome, publishing } = slowLog();
    outcome([record('1')]);
    await clock.advance(1);
    const waiting = outcome([record('2')]);
    publishing.end();
    await clock.advance(1);
    expect(waiting.is).toBe('not acknowledged');
  });
});

describe('an update', () => {
  it('told twice is one record, whatever it looks like now', () => {
    expect(record('1', 'Hi').id).toBe(record('1', 'Hello').id);
    expect(record('1').id).not.toBe(record('2').id);
  });
});
