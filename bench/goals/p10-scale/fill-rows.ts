import { Client } from 'pg';

/** What a third each of them is, as earlier conversations of the same desks leave them behind; no command of them is open. */
const FILL = [
  `INSERT INTO message_about (chat, message, issue, direction)
   SELECT 'desk-' || n % $2 || '/telegram/' || 1000000 + n % 100000, n::text, (n % 50000)::text, 'in'
   FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO claim (tracker, item, command, chat)
   SELECT 'earlier-' || n % $2, 'journal/' || n, md5(n::text), 'desk-' || n % $2 || '/telegram/' || 1000000 + n % 100000
   FROM generate_series(1, $1::int) AS n`,
  `INSERT INTO write_intent (tracker, command, chat, session, account, issue, open)
   SELECT 'earlier-' || n % $2, md5(n::text), 'desk-' || n % $2 || '/telegram/' || 1000000 + n % 100000, 'earlier', '1',
     (n % 50000)::text, false
   FROM generate_series(1, $1::int) AS n`,
];

/** Fills the product's own tables with so many rows in all, and settles what Postgres would do about them later. */
export async function fillRows(databaseUrl: string, rows: number, desks: number): Promise<void> {
  const third = [Math.ceil(rows / FILL.length), desks];
  await Promise.all(FILL.map((statement) => withClient(databaseUrl, (database) => database.query(statement, third))));
  await withClient(databaseUrl, async (database) => {
    await database.query('VACUUM ANALYZE message_about, claim, write_intent');
    await database.query('CHECKPOINT');
  });
}

async function withClient(databaseUrl: string, run: (database: Client) => Promise<unknown>): Promise<void> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  await run(database).finally(() => database.end());
}
