import { z } from 'zod';
import { freshDatabase } from '#testkit';
import type { Child } from '../../cluster/child.js';
import type { Cluster } from '../../cluster/start-cluster.js';
import { cpuMsOf, usageOf } from '../../compare/cost.js';
import { arrivals } from '../../load/arrivals.js';
import type { Usage, Watched } from '../../measure/meter.js';
import type { Plan } from '../../plan.js';
import { copyOf } from './copy-of.js';
import { toArgs } from './recorded.js';
import type { Gone } from './whole-way.js';

const At = z.object({ url: z.string() });
const Did = z.object({ did: z.int(), failed: z.int() });
const Nothing = z.object({});
/** What different connections did may come in another order, and then some of it is refused. */
const MOST_FAILED = 0.005;

/** What a whole way was recorded as, and where. */
export type RecordedWay = Omit<Gone, 'usage'> & { folder: string; messages: number };

/** CPU a message (ms), and what all phases used. */
export type Floor = { perMessage: number; usages: Usage[] };

/**
 * The primitives of a recorded way, each alone, one after the other. What asks others is asked no faster than it was then, so that
 * those take no more of the machine than they did.
 */
export async function createFloor(
  cluster: Cluster,
  { desks, lanes }: Pick<Plan, 'desks' | 'lanes'>,
  { folder, span, messages, postedMs }: RecordedWay,
): Promise<() => Promise<Floor>> {
  const { parts } = cluster;
  const child = (name: string, file: string, ...args: string[]) =>
    cluster.child(name, new URL(file, import.meta.url), ...args);
  const server = await child('bare HTTP server', 'again-server.ts');
  const load = await child('load of it', '../../load/main.ts', At.parse(server.ready).url, `${desks}`, `${messages}`);
  const publishing = await child(
    'bare kafkajs',
    'again-publish.ts',
    folder,
    parts.brokers.join(),
    `${lanes}`,
    ...toArgs(span),
  );
  const statements = await child('bare pg', 'again-sql.ts', folder, ...toArgs(span));
  const tracker = await child('Redmine stub of it', '../../stubs/redmine/main.ts');
  const trackers = [cluster.redmine, tracker].map(({ ready }) => At.parse(ready).url);
  const requests = await child('bare undici', 'again-http.ts', folder, ...trackers, ...toArgs(span));
  const empty = await freshDatabase(parts.databaseUrl);
  await cluster.operate({ DATABASE_URL: empty.url }, 'migrate');

  const apart = (name: string, pid: number): Watched => ({ name, pid, side: 'apart' });
  const harness: Watched = { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' };
  const part = (name: string): Watched => ({ name, pid: parts.pids.get(name) ?? -1, side: 'parts' });
  const bare = (name: string, { pid }: Child): Watched => ({ name, pid, side: 'services' });
  const stubs = [apart('Redmine stub', tracker.pid), apart('Telegram stub', cluster.telegram.pid)];
  const whole = async (name: string, of: Child, asked: object) => {
    const { did, failed } = await of.ask(asked, Did);
    if (failed > MOST_FAILED * did) throw new Error(`Bare ${name}: ${failed} of ${did} that were recorded failed.`);
  };
  const arriving = { first: 0, perSecond: (messages / postedMs) * 1_000, lengthMs: postedMs, seed: 0 };
  const arrived = arrivals(arriving.perSecond, arriving.lengthMs, arriving.seed).length;

  return async () => {
    await load.ask({ what: 'prepare', first: 0, count: arrived }, Nothing);
    const database = await copyOf(empty.url);
    await whole('pg', statements, { what: 'open', databaseUrl: database.url });
    await tracker.ask({ what: 'forget' }, Nothing);
    await whole('undici', requests, { when: 'before' });
    const posted = await usageOf([bare('HTTP', server), apart('load', load.pid), harness], () =>
      load.ask({ what: 'arrive', ...arriving }, z.looseObject({})),
    );
    const published = await usageOf([bare('kafkajs', publishing), part('Kafka'), harness], () =>
      whole('kafkajs', publishing, {}),
    );
    const said = await usageOf([bare('pg', statements), part('Postgres'), harness], () =>
      whole('pg', statements, { what: 'say' }),
    );
    const requested = await usageOf([bare('undici', requests), ...stubs, harness], () =>
      whole('undici', requests, { when: 'during' }),
    );
    await statements.ask({ what: 'close' }, Nothing);
    await database.drop();
    const others = [published, said, requested].reduce((sum, usage) => sum + cpuMsOf(usage), 0);
    const perMessage = cpuMsOf(posted) / arrived + others / messages;
    return { perMessage, usages: [posted, published, said, requested] };
  };
}
