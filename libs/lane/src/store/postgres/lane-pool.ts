import { Pool } from 'pg';

/**
 * What every lane connection asks of the server (design §4.1). A stopped owner sits idle in its transaction and is ended
 * after 5 s; a cut-off one is noticed by TCP within about 5 s; so neither holds up a successor. A statement may wait that
 * long for a lock and still finish. The rest keeps plans of tables that are empty one minute and full the next on their
 * indexes.
 */
const SETTINGS = {
  idle_in_transaction_session_timeout: '5000',
  statement_timeout: '15000',
  tcp_user_timeout: '5000',
  tcp_keepalives_idle: '2',
  tcp_keepalives_interval: '1',
  tcp_keepalives_count: '3',
  enable_seqscan: 'off',
  plan_cache_mode: 'force_generic_plan',
  jit: 'off',
  application_name: 'relaydesk-lane',
};

/** Connections for lanes: a transaction holds one from begin to commit, so `max` bounds how many run at once. */
export function createLanePool(databaseUrl: string, { max = 16 }: { max?: number } = {}): Pool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max,
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 2_000,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    options: Object.entries(SETTINGS)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  });
  // An idle connection that the server ends is simply replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
