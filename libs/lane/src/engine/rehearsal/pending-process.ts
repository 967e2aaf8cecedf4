/**
 * Both stages of the model in one process, on one lane and on Postgres alone, for a test that gives it more than it may hold.
 * What is between them takes nothing, and what is outside is down, until the test says `publish` and `work`. Says what it
 * holds, a JSON line at a time.
 */
import { createInterface } from 'node:readline';
import { silent } from '#telemetry';
import { systemClock } from '../../clock.js';
import { PostgresLog } from '../../log/postgres/index.js';
import type { Log } from '../../log/log.js';
import type { Worker } from '../../service.js';
import { createLanePool, createPostgresStore } from '../../store/postgres/index.js';
import { createEngine } from '../engine.js';
import { collector, doer } from './two-stages.js';

const [database = '', ...may] = process.argv.slice(2);
const allowed = new Set(may);
const lastOf = new Map<string, number>();
const swapped: string[] = [];
let done = 0;

const worker: Worker<undefined, never> = {
  cap: () => 128,
  deadlineMs: () => 10_000,
  async run({ body }) {
    if (!allowed.has('work')) return { kind: 'down', error: 'refused' };
    const [, person = '', n = 0] = /^(.+?):(\d+)/.exec(String(body)) ?? [];
    if (Number(n) !== (lastOf.get(person) ?? 0) + 1) swapped.push(`${person}: ${n}`);
    lastOf.set(person, Number(n));
    done += 1;
    return { kind: 'done', step: {} };
  },
  giveUpAfterMs: () => 7 * 86_400_000,
  givenUp: () => ({}),
  expired: () => ({}),
};

const postgresLog = new PostgresLog({ databaseUrl: database, lanes: 1, clock: systemClock, logger: silent });
const nothing = { acknowledged: new Set<string>(), error: new Error('no broker') };
const log: Log = {
  lanes: 1,
  publish: async (records, sendBy) => (allowed.has('publish') ? postgresLog.publish(records, sendBy) : nothing),
  subscribe: (topic, group, events) => postgresLog.subscribe(topic, group, events),
  prepare: (topics) => postgresLog.prepare(topics),
  close: () => postgresLog.close(),
};
const side = { reads: () => undefined, apply: () => [] };
const store = createPostgresStore<undefined, never>({ pool: createLanePool(database, { max: 8 }), side });
const common = {
  log,
  store,
  clock: systemClock,
  random: Math.random,
  logger: silent,
  holder: 'node',
  inboxKeepsMs: 8 * 86_400_000,
};
await log.prepare(['session-events', 'deliveries']);
const engines = [
  createEngine({ ...common, service: collector<never>(), group: 'collector' }),
  createEngine({ ...common, service: doer(worker), group: 'doer' }),
];
await Promise.all(engines.map((engine) => engine.start(() => process.exit(1))));

createInterface(process.stdin).on('line', (line) => allowed.add(line));
const report = () => {
  const [collects, does] = engines.flatMap((engine) => engine.lanes());
  const mostMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  process.stdout.write(`${JSON.stringify({ collects, does, done, swapped, mostMb })}\n`);
};
setInterval(report, 250);
