import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelId, deskId, type TopicRecord } from '#contracts';
import { systemClock } from '#lane';
import { CREDENTIAL, memoryMessenger, MemoryWorld } from '#messengers/memory';
import { noTelemetry, silent, startTelemetry, type Telemetry } from '#telemetry';
import { startOtlpReceiver } from '#testkit';
import { countIgnored } from './count-ignored.js';
import { NotAcknowledged } from './publish-batches.js';
import { createReceiving } from './receive-updates.js';

const DESK = deskId('acme');
const CHANNEL = channelId('bot');
const update = {
  id: 1,
  chat: '7',
  kind: 'private',
  user: '7',
  name: 'Anna',
  at: 1,
  what: { kind: 'message', message: '1', text: { text: 'Hi', marks: [] }, files: [] },
};

let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;

beforeEach(async () => {
  collector = await startOtlpReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
});
afterEach(async () => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  await collector.close();
});

/** A channel whose updates go to a log that answers, or does not. */
function receiving(telemetry: Telemetry, answers: boolean) {
  const written: TopicRecord[] = [];
  const publishing = {
    async publish(records: readonly TopicRecord[]) {
      if (!answers && records.length > 0) throw new NotAcknowledged('the log did not acknowledge');
      written.push(...records);
    },
    end() {},
  };
  const receive = createReceiving(publishing, countIgnored(silent), telemetry, systemClock);
  const env = { desk: DESK, channel: CHANNEL };
  const messenger = memoryMessenger(new MemoryWorld()).create({ credential: CREDENTIAL }, env);
  const channel = { desk: { id: DESK }, id: CHANNEL, messenger };
  return { written, receive: (...raw: unknown[]) => receive(channel, raw) };
}

const told = (name: string) =>
  (collector.metrics.get(name) ?? []).map(({ attributes, asDouble }) => [
    attributes['relaydesk.update.result'],
    asDouble,
  ]);

describe('an update', () => {
  it('begins a trace that its record goes on with', async () => {
    const telemetry = await startTelemetry('gateway', process.env, silent);
    const { receive, written } = receiving(telemetry, true);
    await receive(update, { chat: '7' });
    await telemetry.close();
    const [span] = collector.spans;
    expect(span).toMatchObject({ name: 'receive update', attributes: { 'relaydesk.channel': 'bot' } });
    expect(span?.parentSpanId).toBeUndefined();
    expect(written.map(({ trace }) => trace)).toEqual([`00-${span?.traceId}-${span?.spanId}-01`]);
    expect(told('relaydesk.updates').sort()).toEqual([
      ['ignored', 1],
      ['taken', 1],
    ]);
  });

  it('that the log does not take failed, and is counted as refused', async () => {
    const telemetry = await startTelemetry('gateway', process.env, silent);
    await expect(receiving(telemetry, false).receive(update)).rejects.toThrow(NotAcknowledged);
    await telemetry.close();
    expect(collector.spans).toMatchObject([{ status: { message: 'not-acknowledged' } }]);
    expect(told('relaydesk.updates')).toEqual([['refused', 1]]);
  });

  it('begins a trace also where nobody is told, for those who follow it later', async () => {
    const { receive, written } = receiving(noTelemetry, true);
    await receive(update);
    expect(written.map(({ trace }) => trace)).toEqual([expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)]);
  });
});
