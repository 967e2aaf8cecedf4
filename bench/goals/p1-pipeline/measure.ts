import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { freshDatabase } from '#testkit';
import type { Child } from '../../cluster/child.js';
import { SERVICES } from '../../cluster/start-services.js';
import { type Cluster, withCluster } from '../../cluster/start-cluster.js';
import { cpuMsOf, objectionsTo, usageOf } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import type { Usage, Watched } from '../../measure/meter.js';
import { receivedBy, settled } from '../../phases/counts.js';
import type { Plan } from '../../plan.js';
import { aboutFiles } from '../../report/objections.js';
import { filesMissing } from './files-missing.js';
import { recordedIn } from './recorded.js';

const At = z.object({ url: z.string() });
const Did = z.object({ did: z.int(), failed: z.int() });
const HERE = new URL('.', import.meta.url);
const LOAD = new URL('../../load/main.ts', HERE);
/** What each person of a round writes: an issue of the first, comments of the others. */
const MESSAGES_EACH = 4;
const SETTLED_WITHIN_MS = 120_000;
/** What different connections did may come in another order, and then some of it is refused. */
const MOST_FAILED = 0.005;

/** `messages`: in one round. */
export type PipelinePlan = { rounds: number; messages: number; plan: Plan; logs: string };

/**
 * P1: the CPU that a message takes on its whole way, of all services and the parts, against the sum of what its primitives take
 * alone: an HTTP server that says yes; kafkajs, publishing the very same batches, and taking them in to do nothing with them; `pg`,
 * giving Postgres the very same statements; and undici, making the very same requests of the same stubs. Which these are a
 * run of the services writes down before (`recorder.ts`). The stubs count for neither.
 */
export async function measurePipeline({ rounds, messages, plan, logs }: PipelinePlan): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
  const usages: Usage[] = [];
  const amiss: string[] = [];
  try {
    const reached = await withCluster(plan, { logs, profiles: undefined }, async (cluster) => {
      const pipeline = wholeWay(cluster, plan, messages);
      await cluster.startWith(
        { RECORD_TO: folder, NODE_OPTIONS: `--import ${new URL('recorder.ts', HERE).href}` },
        ...SERVICES,
      );
      await pipeline();
      await cluster.stop(...SERVICES);
      const missing = filesMissing((await recordedIn(folder, 'http')).flat(), messages);
      if (missing > 0) throw new Error(`Of ${missing} messages no file was recorded: the floor would lack it.`);
      await cluster.start(...SERVICES);
      await pipeline();
      const floor = await primitives(cluster, plan, messages, folder);
      const perMessage = (used: readonly Usage[]) => {
        usages.push(...used);
        return used.reduce((sum, usage) => sum + cpuMsOf(usage), 0) / messages;
      };
      const contenders = {
        pipeline: async () => perMessage([await pipeline()]),
        floor: async () => perMessage(await floor()),
      };
      const rounded = await interleave(contenders, rounds);
      amiss.push(...aboutFiles((await receivedBy(cluster)).withoutFile));
      return rounded;
    });
    console.error(reached);
    const what = 'CPU a message, whole way ÷ the sum of its primitives';
    const ratios = reached.map(({ pipeline, floor }) => pipeline / floor);
    return [goalOf({ id: 'P1', what, sense: 'at most', goal: 2 }, ratios, [...amiss, ...objectionsTo(usages)])];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each time other people write, as fast as the gateway takes it, until all of it was written and said. */
function wholeWay(cluster: Cluster, plan: Plan, messages: number): () => Promise<Usage> {
  const people = Math.ceil(messages / MESSAGES_EACH);
  let times = 0;
  return async () => {
    const before = 10_000_000 + people * times;
    const first = messages * times;
    times += 1;
    const load = await cluster.child(`load ${times}`, LOAD, cluster.gateway, `${plan.desks}`, `${people}`, `${before}`);
    const asked = { first, count: messages };
    await load.ask({ what: 'prepare', ...asked }, z.object({}));
    const start = await cluster.meter.sample();
    await load.ask({ what: 'post', ...asked }, z.object({}));
    const end = await settled(cluster, first + messages, SETTLED_WITHIN_MS);
    return await cluster.meter.between(start, end);
  };
}

/** Each alone, one after the other. */
async function primitives(cluster: Cluster, plan: Plan, messages: number, folder: string) {
  const { parts } = cluster;
  const child = (name: string, file: string, ...args: string[]) => cluster.child(name, new URL(file, HERE), ...args);
  const server = await child('bare HTTP server', 'again-server.ts');
  const load = await cluster.child('load of it', LOAD, At.parse(server.ready).url, `${plan.desks}`, `${messages}`);
  const publishing = await child('bare kafkajs', 'again-publish.ts', folder, parts.brokers.join(), `${plan.lanes}`);
  const statements = await child('bare pg', 'again-sql.ts', folder);
  const requests = await child('bare undici', 'again-http.ts', folder);
  const empty = await freshDatabase(parts.databaseUrl);
  await cluster.operate({ DATABASE_URL: empty.url }, 'migrate');

  const apart = (name: string, { pid }: Child): Watched => ({ name, pid, side: 'apart' });
  const part = (name: string): Watched => ({ name, pid: parts.pids.get(name) ?? -1, side: 'parts' });
  const bare = (name: string, { pid }: Child): Watched => ({ name, pid, side: 'services' });
  const stubs = [apart('Redmine stub', cluster.redmine), apart('Telegram stub', cluster.telegram)];
  const whole = async (name: string, of: Child, asked: object) => {
    const { did, failed } = await of.ask(asked, Did);
    if (failed > MOST_FAILED * did) throw new Error(`Bare ${name}: ${failed} of ${did} that were recorded failed.`);
  };

  return async (): Promise<Usage[]> => {
    const asked = { first: 0, count: messages };
    await load.ask({ what: 'prepare', ...asked }, z.object({}));
    const database = await copyOf(empty.url);
    const used = [
      await usageOf([bare('HTTP', server), apart('load', load)], () =>
        load.ask({ what: 'post', ...asked }, z.object({})),
      ),
      await usageOf([bare('kafkajs', publishing), part('Kafka')], () => whole('kafkajs', publishing, {})),
      await usageOf([bare('pg', statements), part('Postgres')], () =>
        whole('pg', statements, { databaseUrl: database.url }),
      ),
      await usageOf([bare('undici', requests), ...stubs], () => whole('undici', requests, {})),
    ];
    await database.drop();
    return used;
  };
}

/** Nobody may be connected to the one that is copied. */
async function copyOf(databaseUrl: string) {
  const server = new URL(databaseUrl);
  const [template, name] = [server.pathname.slice(1), `again_${process.hrtime.bigint()}`];
  server.pathname = '/postgres';
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: server.href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await ask(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(`DROP DATABASE ${name} WITH (FORCE)`) };
}
