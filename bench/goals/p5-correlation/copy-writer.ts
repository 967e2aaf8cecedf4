/** Writes with COPY, the fastest way into a table that Postgres has: a commit for each batch. It can only add, not change. */
import { Client } from 'pg';
import { answerWrites, batchesOf } from './answer-writes.js';
import { copyRows, lineOf } from './copy-rows.js';

const INTO = 'message_about (chat, message, issue, journal, created_by, direction, slot)';

const [databaseUrl = '', batch = ''] = process.argv.slice(2);
const client = new Client({ connectionString: databaseUrl });
await client.connect();

answerWrites(async (rows) => {
  for (const some of batchesOf(rows, Number(batch))) {
    const lines = some.map((row) =>
      lineOf([row.chat, row.message, row.issue, row.journal, row.createdBy, row.direction, row.slot]),
    );
    await client.query(copyRows(INTO, lines.join(''))).done;
  }
});
