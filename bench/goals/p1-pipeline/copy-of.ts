import { Client } from 'pg';

/** A copy of a database, which goes when it is dropped. Nobody may be connected to the one that is copied. */
export async function copyOf(databaseUrl: string) {
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
