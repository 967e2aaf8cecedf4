import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, messageId, plain, type TopicRecord, userKey } from '#contracts';
import type { Log, Publishable } from '#lane';
import { virtualClock } from '#lane/rehearsal';
import { createPublishing, NotAcknowledged } from './publish-batches.js';
import { updateRecord } from './to-records.js';

const [desk, channel] = [deskId('acme'), channelId('bot')];
const chat = chatKey(desk, channel, '7');

function record(id: string, words = 'Hi'): TopicRecord {
  const sender = { user: userKey(desk, channel, '7'), name: 'Anna' };
  const what = { kind: 'message' as const, message: messageId(id), text: plain(words), files: [] };
  return updateRecord(desk, channel, id, { chat, chatKind: 'private', sender, at: 0, receivedAt: 0, what });
}

/** A log that answers when it is told to. */
function slowLog() {
  const requests: { records: readonly Publishable[]; answer: (ids?: readonly string[]) => void }[] = [];
  const log: Pick<Log, 'lanes' | 'publish'> = {
    lanes: 4,
    publish: (records) =>
      new Promise((resolve) => {
        const all = records.map(({ id }) => id);
        requests.push({ records, answer: (ids = all) => resolve({ acknowledged: new Set(ids) }) });
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
