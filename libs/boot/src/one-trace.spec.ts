import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, makeRecord, toBytes, type TopicRecord, userKey } from '#contracts';
import { createEngine, type LaneService, type WorkResult } from '#lane';
import { MemoryBroker } from '#lane/log/memory';
import { virtualClock } from '#lane/rehearsal';
import { createMemoryStore, MemoryDatabase } from '#lane/store/memory';
import { noTelemetry, type Reading, silent, startTelemetry, type Telemetry } from '#telemetry';
import { type ReceivedSpan, startOtlpReceiver } from '#testkit';
import { readEngine } from './read-engine.js';
import { tracedLog } from './traced-log.js';
import { withTelemetry } from './with-telemetry.js';

const WORDS = 'The shop does not answer';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const FIRST = '00f067aa0ba902b7';

const desk = deskId('acme');
const chat = chatKey(desk, channelId('bot'), 'anna-in-telegram');
const reader = userKey(desk, channelId('bot'), 'anna-in-telegram');

let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
let telemetry: Telemetry;

beforeEach(async () => {
  collector = await startOtlpReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  telemetry = await startTelemetry('notifier', process.env, silent);
});
afterEach(async () => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  await telemetry.close();
  await collector.close();
});

function delivery(cause: string, words: string, trace?: string): TopicRecord<'deliveries'> {
  const what = { kind: 'say' as const, lines: [{ key: 'words', with: { words } }], buttons: [] };
  const fields = { key: chat, at: 1, causes: [cause], ordinal: 0, trace, body: { desk, chat, reader, what } };
  return makeRecord('deliveries', 'delivery.v1', fields);
}

type Service = LaneService<'deliveries', undefined, never, undefined>;

/** Makes work of each delivery; `poison` is none. */
const service = (run: () => WorkResult<never>): Service => ({
  topic: 'deliveries',
  keysOf: () => [],
  load: async () => undefined,
  take({ id, key, at, kind, body }) {
    if (kind !== 'delivery.v1') return {};
    const words = body.what.kind === 'say' ? String(body.what.lines[0]?.with?.['words']) : '';
    const more = { endpoint: 'acme/bot', effect: true, body: words, bornAt: at, dueAt: at };
    return { newWork: [{ id, kind: 'say', orderKey: key, ...more }] };
  },
  due: () => ({}),
  worker: {
    cap: () => 1,
    deadlineMs: () => 1_000,
    run: async () => run(),
    giveUpAfterMs: () => 1_000,
    givenUp: () => ({}),
    expired: () => ({}),
  },
});

/** A lane in memory that takes a record in, and goes on until `then` holds of how it stands. */
async function take(
  record: TopicRecord<'deliveries'>,
  run: () => WorkResult<never>,
  then: (readings: readonly Reading[]) => boolean,
) {
  const clock = virtualClock();
  const broker = new MemoryBroker({ clock, lanes: 1 });
  const log = tracedLog(broker.connect(), telemetry);
  const side = { reads: undefined, apply: () => undefined };
  const store = createMemoryStore({ database: new MemoryDatabase<undefined, never>({ clock, side }) });
  const engine = createEngine({
    service: withTelemetry(service(run), telemetry),
    log,
    store,
    clock,
    group: 'told',
    random: () => 0.5,
    logger: silent,
    holder: 'test',
    inboxKeepsMs: Infinity,
  });
  void engine.start((error) => expect(error).toBeUndefined());
  const sent = { ...toBytes(record), id: record.id, topic: record.topic, lane: 0 };
  void log.publish([sent], { wall: Infinity, monotonic: Infinity });
  await clock.run(() => then(readEngine('deliveries', engine)), 10_000);
  let stopped = false;
  void engine.stop(1_000).then(() => (stopped = true));
  await clock.run(() => stopped, 10_000);
  await telemetry.close();
}

/** A span's name behind those it hangs on. */
function way(span: ReceivedSpan): string {
  const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
  const before = parent ? way(parent) : span.parentSpanId === FIRST ? 'the first' : 'none';
  return `${before} > ${span.name}`;
}

describe('a message', () => {
  it('leaves one trace, in which each hop hangs on the one before', async () => {
    let runs = 0;
    const answer = delivery('answer', `${WORDS}, in full`);
    await take(
      delivery('first', WORDS, `00-${TRACE}-${FIRST}-01`),
      () => ({ kind: 'done', step: (runs += 1) === 1 ? { publish: [answer] } : {} }),
      () => runs === 2,
    );
    expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    const once = 'publish deliveries > take in deliveries > run say';
    expect(
      collector.spans
        .map(way)
        .sort((a, b) => a.length - b.length)
        .at(-1),
    ).toBe(`the first > ${once} > ${once}`);
    expect(collector.spans).toHaveLength(6);
  });

  it('is told neither with its words nor with its chat', async () => {
    let done = false;
    await take(
      delivery('first', WORDS, `00-${TRACE}-${FIRST}-01`),
      () => ((done = true), { kind: 'done', step: {} }),
      () => done,
    );
    expect(collector.bodies.join()).toContain('run say');
    for (const secret of [WORDS, 'shop', 'anna-in-telegram', chat])
      expect(collector.bodies.join()).not.toContain(secret);
  });

  it('leaves none where whoever began its trace decided so', async () => {
    let done = false;
    await take(
      delivery('first', WORDS, `00-${TRACE}-${FIRST}-00`),
      () => ((done = true), { kind: 'done', step: {} }),
      () => done,
    );
    expect(collector.spans).toEqual([]);
    expect(collector.metrics.get('relaydesk.records')).toMatchObject([{ asDouble: 1 }]);
  });
});

describe('work that belongs to no message', () => {
  it('leaves a span only where it brought something about', async () => {
    const answers: WorkResult<never>[] = [
      { kind: 'again', inMs: 1_000 },
      { kind: 'done', step: { publish: [delivery('answer', WORDS)] } },
      { kind: 'done', step: {} },
    ];
    await take(
      delivery('first', WORDS),
      () => answers.shift() ?? { kind: 'done', step: {} },
      () => answers.length === 0,
    );
    expect(collector.spans.map(way)).toContain('none > run say > publish deliveries > take in deliveries');
    expect(collector.spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
  });
});

describe('an engine', () => {
  const isSo = (name: Reading['name'], state: string | undefined) => (readings: readonly Reading[]) =>
    readings.some(
      (one) => one.name === name && one.value === 1 && (!state || Object.values(one.facts).includes(state)),
    );

  it.each<[string, WorkResult<never>, ReturnType<typeof isSo>]>([
    ['its lanes', { kind: 'done', step: {} }, isSo('relaydesk.lanes', 'open')],
    ['order keys that are parked', { kind: 'again', inMs: 60_000 }, isSo('relaydesk.keys.parked', undefined)],
    ['endpoints that are down', { kind: 'down', error: 'refused' }, isSo('relaydesk.endpoints', 'down')],
    ['pauses', { kind: 'throttled', retryAfterMs: 60_000, scope: 'endpoint' }, isSo('relaydesk.endpoints', 'paused')],
  ])('says how it stands: %s', async (_, result, then) => {
    await take(delivery('first', WORDS), () => result, then);
  });

  it('measures its work by kind, endpoint and result', async () => {
    await take(
      delivery('first', WORDS),
      () => ({ kind: 'down', error: 'refused' }),
      isSo('relaydesk.endpoints', 'down'),
    );
    const facts = { 'relaydesk.work.kind': 'say', 'relaydesk.endpoint': 'acme/bot', 'relaydesk.work.result': 'down' };
    expect(collector.metrics.get('relaydesk.work.duration')).toMatchObject([{ attributes: facts }]);
  });
});

it('a log nobody is told about is the log itself', () => {
  const log = new MemoryBroker({ clock: virtualClock(), lanes: 1 }).connect();
  expect(tracedLog(log, noTelemetry)).toBe(log);
});
