import { randomUUID } from 'node:crypto';
import { Client, DatabaseError } from 'pg';

/** SQLSTATE of a database that still has connections: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const OBJECT_IN_USE = '55006';

export type FreshDatabase = {
  url: string;
  /** Removes it once its connections have ended; those that do not end within Postgres' own 5 s are broken off. */
  drop(): Promise<void>;
};

/** A database of one's own on that server, empty, with a name no one else has. */
export async function freshDatabase(serverUrl: string): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await statement(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(serverUrl, name) };
}

/** A pool's `end` does not wait for its sockets: forced at once, the server would break off what is just ending. */
async function drop(serverUrl: string, name: string): Promise<void> {
  try {
    await statement(serverUrl, `DROP DATABASE IF EXISTS ${name}`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== OBJECT_IN_USE) throw error;
    await statement(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function statement(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
