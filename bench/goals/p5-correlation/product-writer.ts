/** Writes as the product does: its own statement, on a connection of its own kind, a commit for each batch. */
import { correlationSide } from '#correlation';
import { createLanePool } from '#lane/store/postgres';
import { answerWrites, batchesOf } from './answer-writes.js';

const [databaseUrl = '', batch = ''] = process.argv.slice(2);
const pool = createLanePool(databaseUrl, { max: 1 });

answerWrites(async (rows) => {
  for (const some of batchesOf(rows, Number(batch)))
    for (const statement of correlationSide.apply(some.map((row) => ({ kind: 'about', row }))))
      await pool.query(statement);
});
