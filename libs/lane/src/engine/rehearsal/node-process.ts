/**
 * Both stages of the model in a process of their own, on Kafka, Postgres and Redis, for tests that stop or kill it. Says
 * what it holds, a JSON line at a time.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { silent } from '#telemetry';
import { systemClock } from '../../clock.js';
import { RedlockLease } from '../../lease/redlock/index.js';
import { KafkaLog } from '../../log/kafka/index.js';
import { isPast } from '../../log/send-by.js';
import type { Worker } from '../../service.js';
import { createLanePool, createPostgresStore } from '../../store/postgres/index.js';
import { createEngine } from '../engine.js';
import { collector, doer } from './two-stages.js';

const [name = '', brokers = '', prefix = '', database = '', redis = '', outside = ''] = process.argv.slice(2);

const worker: Worker<undefined, never> = {
  cap: () => 8,
  deadlineMs: () => 10_000,
  settleMs: () => 500,
  async run({ id, body }, { sendBy, signal }) {
    await wait(5);
    if (isPast(systemClock, sendBy)) return { kind: 'late' };
    const words = JSON.stringify({ id, words: body, by: name });
    const answer = await fetch(outside, { method: 'POST', body: words, signal }).catch(() => undefined);
    return answer?.ok ? { kind: 'done', step: {} } : { kind: 'unknown', settleMs: 500, error: 'no answer' };
  },
  async look({ id }, { signal }) {
    const answer = await fetch(`${outside}/${id}`, { signal }).catch(() => undefined);
    if (!answer) return { kind: 'down', error: 'no answer' };
    return answer.ok ? { kind: 'found', step: {} } : { kind: 'absent' };
  },
  giveUpAfterMs: () => 7 * 86_400_000,
  givenUp: () => ({}),
  expired: () => ({}),
};

const side = { reads: () => undefined, apply: () => [] };
const log = () =>
  new KafkaLog({
    brokers: brokers.split(','),
    lanes: 4,
    clock: systemClock,
    logger: { warn() {}, error() {} },
    clientId: name,
    prefix,
  });
const common = () => ({
  log: log(),
  lease: new RedlockLease({ urls: [redis], logger: { warn() {} }, prefix }),
  store: createPostgresStore<undefined, never>({ pool: createLanePool(database, { max: 8 }), side }),
  clock: systemClock,
  random: Math.random,
  logger: silent,
  holder: name,
  inboxKeepsMs: 8 * 86_400_000,
});
const engines = [
  createEngine({ ...common(), service: collector(), group: 'collector' }),
  createEngine({ ...common(), service: doer(worker), group: 'doer' }),
];
await Promise.all(engines.map((engine) => engine.start((error) => process.exit(error ? 1 : 0))));

const open = (of: number) =>
  engines[of]
    ?.lanes()
    .filter(({ state }) => state === 'open')
    .map(({ lane }) => lane)
    .toSorted();
setInterval(() => process.stdout.write(`${JSON.stringify({ collects: open(0), does: open(1) })}\n`), 50);
process.on('SIGTERM', () => void Promise.all(engines.map((engine) => engine.stop(5_000))).then(() => process.exit(0)));
