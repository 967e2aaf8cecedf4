/**
 * Gives Postgres, by `pg` alone, every statement that services gave it, on a fresh database: each connection's in their order,
 * and no connection waits for another but where Postgres makes it.
 */
import { Client } from 'pg';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { recordedIn } from './recorded.js';

const LOOK_MS = 1_000;
/** Nothing has been answered for so long: statements wait for what will not come. */
const STALLED_MS = 15_000;

const [folder = ''] = process.argv.slice(2);
const connections = (await recordedIn(folder, 'sql')).flatMap((statements) => [
  ...Map.groupBy(statements, ({ connection }) => connection).values(),
]);

async function replay(databaseUrl: string): Promise<{ did: number; failed: number }> {
  let [did, failed] = [0, 0];
  const one = async (statements: (typeof connections)[number]) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    for (const { text, name, values } of statements) {
      await client.query({ text, values, ...(name && { name }) }).catch(() => void (failed += 1));
      did += 1;
    }
    await client.end();
  };
  const stalled = Promise.withResolvers<never>();
  let last = { did: -1, at: performance.now() };
  const looking = setInterval(() => {
    if (did !== last.did) last = { did, at: performance.now() };
    else if (performance.now() - last.at > STALLED_MS) stalled.reject(new Error(`Stalled after ${did} statements.`));
  }, LOOK_MS);
  await Promise.race([Promise.all(connections.map(one)), stalled.promise]).finally(() => clearInterval(looking));
  return { did, failed };
}

answerAsked(z.object({ databaseUrl: z.string() }), ({ databaseUrl }) => replay(databaseUrl));
