/** Gives Postgres, by `pg` alone, every statement that services gave it: each connection's in their order, on a fresh database. */
import { Client } from 'pg';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { type Recorded, recordedIn } from './recorded.js';

/** So many statements are under way, or wait for their connection, at once. */
const AT_ONCE = 64;
type Sql = Extract<Recorded, { kind: 'sql' }>;

const [folder = ''] = process.argv.slice(2);
const recorded = await recordedIn(folder, 'sql');

async function replay(databaseUrl: string, statements: readonly Sql[]): Promise<number> {
  const clients = new Map<number, { client: Client; last: Promise<unknown> }>();
  const open = new Set<Promise<unknown>>();
  let failed = 0;
  for (const { connection, text, name, values } of statements) {
    const of = clients.get(connection) ?? (await connected(databaseUrl));
    clients.set(connection, of);
    const asked = of.last.then(() => of.client.query({ text, values, ...(name && { name }) }));
    const done = asked.catch(() => void (failed += 1)).finally(() => open.delete(done));
    of.last = done;
    open.add(done);
    if (open.size >= AT_ONCE) await Promise.race(open);
  }
  await Promise.all(open);
  await Promise.all([...clients.values()].map(({ client }) => client.end()));
  return failed;
}

async function connected(connectionString: string) {
  const client = new Client({ connectionString });
  await client.connect();
  return { client, last: Promise.resolve() as Promise<unknown> };
}

answerAsked(z.object({ databaseUrl: z.string() }), async ({ databaseUrl }) => {
  const failed = await Promise.all(recorded.map((statements) => replay(databaseUrl, statements)));
  return { did: recorded.flat().length, failed: failed.reduce((sum, one) => sum + one, 0) };
});
