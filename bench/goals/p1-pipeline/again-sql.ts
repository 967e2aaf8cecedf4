/**
 * Gives Postgres, by `pg` alone, every statement that services gave it while messages were under way, on a fresh database: each
 * connection's in their order, as many of them together as were then, and no connection waits for another but where Postgres makes
 * it. The connections are of the services' kind; they are opened before, and have said by then what was said before.
 */
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { createLanePool } from '#lane/store/postgres';
import { answerAsked } from '../../cluster/answer-asked.js';
import { isIn, type Recorded, recordedIn, spanOf } from './recorded.js';

const LOOK_MS = 1_000;
/** Nothing has been answered for so long: statements wait for what will not come. */
const STALLED_MS = 15_000;

const Asked = z.discriminatedUnion('what', [
  z.object({ what: z.literal('open'), databaseUrl: z.string() }),
  z.object({ what: z.enum(['say', 'close']) }),
]);
type Statement = Extract<Recorded, { kind: 'sql' }>;

const [folder = '', from, to] = process.argv.slice(2);
const span = spanOf(from, to);
const connections = (await recordedIn(folder, 'sql'))
  .flatMap((statements) => [...Map.groupBy(statements, ({ connection }) => connection).values()])
  .map((statements) => ({
    before: statements.filter(({ at }) => at < span.from),
    during: statements.filter((statement) => isIn(span, statement)),
  }));
let clients: PoolClient[] = [];
let close = async () => {};
let counted = { did: 0, failed: 0 };

async function open(databaseUrl: string): Promise<void> {
  const pool = createLanePool(databaseUrl, { max: connections.length });
  clients = await Promise.all(connections.map(() => pool.connect()));
  // One that Postgres ends fails its statements, which are counted.
  for (const client of clients) client.on('error', () => undefined);
  close = async () => {
    for (const client of clients) client.release(true);
    await pool.end();
  };
}

async function sayAll(statements: readonly Statement[], client: PoolClient | undefined): Promise<void> {
  const unanswered: Promise<void>[] = [];
  for (const { text, name, values, answered } of statements) {
    if (answered) await Promise.all(unanswered.splice(0));
    const said = client?.query({ text, values, ...(name && { name }) }).then(
      () => void (counted.did += 1),
      () => {
        counted.did += 1;
        counted.failed += 1;
      },
    );
    unanswered.push(said ?? Promise.resolve());
  }
  await Promise.all(unanswered);
}

async function say(when: 'before' | 'during'): Promise<typeof counted> {
  counted = { did: 0, failed: 0 };
  const stalled = Promise.withResolvers<never>();
  let last = { did: -1, at: performance.now() };
  const looking = setInterval(() => {
    const { did } = counted;
    if (did !== last.did) last = { did, at: performance.now() };
    else if (performance.now() - last.at > STALLED_MS) stalled.reject(new Error(`Stalled after ${did} statements.`));
  }, LOOK_MS);
  const said = Promise.all(connections.map((one, i) => sayAll(one[when], clients[i])));
  await Promise.race([said, stalled.promise]).finally(() => clearInterval(looking));
  return counted;
}

answerAsked(Asked, async (asked) => {
  switch (asked.what) {
    case 'open':
      await open(asked.databaseUrl);
      return say('before');
    case 'say':
      return say('during');
    case 'close':
      await close();
      return {};
  }
});
