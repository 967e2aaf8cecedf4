import { Client } from 'pg';
import { z } from 'zod';
import { migrate } from '#correlation/schema';
import { startChild } from '../../cluster/child.js';
import { openGround } from '../../cluster/open-ground.js';
import { cpuMsOf, objectionsTo, usageOf } from '../../compare/cost.js';
import { type Goal, goalOf, type Promised } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import type { Usage, Watched } from '../../measure/meter.js';
import { Written } from './answer-writes.js';

/**
 * `rows`: in one round, of the product and of COPY; `saved`: of TypeORM, so many that all take seconds, whose CPU is told in
 * hundredths. `batch`: rows of one statement and commit, for the product and for COPY.
 */
export type CorrelationPlan = { rounds: number; rows: number; saved: number; batch: number };

/**
 * The batch is what the product has in practice: while 12,000 messages of 200 desks were drained over 4 lanes at 188 a second, a
 * trigger counted 27,000 such rows in 1,115 statements (median 12, most 506; a commit takes 2,000 at most).
 */
export const CORRELATION_PLAN: CorrelationPlan = { rounds: 3, rows: 200_000, saved: 10_000, batch: 24 };

type Reached = { wall: number; cpu: number };

/**
 * P5: the rows that note what a chat message is about, into the product's own table with all its indexes, emptied before each
 * turn: the product's set-based statement against TypeORM's `save()` row by row, against COPY in the same batches, and against
 * COPY of all rows at once. Each has one connection and waits for each commit, as in production (`fsync` on). What counts are
 * rows a second; rows a CPU-second, contender and Postgres together, stand beside it.
 */
export async function measureCorrelation({ rounds, rows: most, saved, batch }: CorrelationPlan): Promise<Goal[]> {
  await using endings = new AsyncDisposableStack();
  const { parts, processes } = await openGround(endings);
  const { databaseUrl, pids } = parts;
  await migrate(databaseUrl, { lanes: 1 });
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  endings.defer(() => database.end());

  const usages: Usage[] = [];
  const contender = async (name: string, rows: number, file: string, ...args: string[]) => {
    const child = await startChild(processes, name, new URL(file, import.meta.url), [databaseUrl, ...args]);
    await child.ask({ what: 'prepare', rows }, z.object({}));
    const watched: Watched[] = [
      { name, pid: child.pid, side: 'services' },
      { name: 'Postgres', pid: pids.get('Postgres') ?? -1, side: 'parts' },
      { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' },
    ];
    return async (round: number): Promise<Reached> => {
      await database.query('TRUNCATE message_about');
      await database.query('CHECKPOINT');
      let ms = 0;
      const usage = await usageOf(watched, async () => {
        ({ ms } = await child.ask({ what: 'write', rows }, Written));
      });
      await seeThatAllAreThere(database, rows);
      // The first one warms up.
      if (round >= 0) usages.push(usage);
      return { wall: (rows / ms) * 1_000, cpu: (rows / cpuMsOf(usage)) * 1_000 };
    };
  };
  const contenders = {
    ours: await contender('product', most, 'product-writer.ts', `${batch}`),
    typeorm: await contender('TypeORM', saved, 'typeorm-writer.ts'),
    copy: await contender('COPY', most, 'copy-writer.ts', `${batch}`),
    atOnce: await contender('COPY at once', most, 'copy-writer.ts', `${most}`),
  };
  for (const warmUp of Object.values(contenders)) await warmUp(-1);
  const reached = await interleave(contenders, rounds);
  const objections = objectionsTo(usages);
  const goal = (
    promised: Omit<Promised, 'sense'>,
    of: 'wall' | 'cpu',
    against: Exclude<keyof typeof contenders, 'ours'>,
  ) =>
    goalOf(
      { ...promised, sense: 'at least' },
      reached.map((one) => one.ours[of] / one[against][of]),
      objections,
    );
  const batches = `in batches of ${batch}`;
  return [
    goal(
      { id: 'P5 typeorm', what: `correlation rows a second ${batches} ÷ TypeORM save()`, goal: 20 },
      'wall',
      'typeorm',
    ),
    goal({ id: 'P5 typeorm, CPU', what: 'the same of rows a CPU-second', goal: 20 }, 'cpu', 'typeorm'),
    goal({ id: 'P5 copy', what: `correlation rows a second ÷ COPY, both ${batches}`, goal: 0.5 }, 'wall', 'copy'),
    goal({ id: 'P5 copy, CPU', what: 'the same of rows a CPU-second', goal: 0.5 }, 'cpu', 'copy'),
    goal(
      { id: 'P5 copy at once', what: `rows a second ${batches} ÷ one COPY of all rows`, goal: 0.5 },
      'wall',
      'atOnce',
    ),
  ];
}

/** A contender that wrote less than it was asked for reached nothing. */
async function seeThatAllAreThere(database: Client, rows: number): Promise<void> {
  const { rows: counted } = await database.query<{ there: number }>('SELECT count(*)::int AS there FROM message_about');
  if (counted[0]?.there !== rows) throw new Error(`Of ${rows} rows ${counted[0]?.there} are in the table.`);
}
