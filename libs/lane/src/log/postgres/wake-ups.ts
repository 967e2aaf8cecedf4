import { Client } from 'pg';
import type { Clock } from '../../clock.js';
import { CHANNEL } from './statements.js';

const AGAIN_AFTER_MS = 1_000;

/**
 * Hears from Postgres when a topic has new records. What is missed while the connection is down is found by the readers'
 * own slow looks.
 */
export class WakeUps {
  private readonly sleepers = new Set<(topic: string) => void>();
  private client: Client | undefined;
  private closed = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly clock: Clock,
  ) {}

  /** Calls `wake` with the topic's name; the returned function ends that. The first one connects. */
  on(wake: (topic: string) => void): () => void {
    this.sleepers.add(wake);
    if (!this.client) void this.listen();
    return () => this.sleepers.delete(wake);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end();
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: 'relaydesk-log',
    });
    this.client = client;
    const again = () => this.again(client);
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload = '' }) => {
      for (const wake of [...this.sleepers]) wake(payload);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      again();
    }
  }

  /** Once per client, however many ways it tells that it is gone. */
  private again(gone: Client): void {
    if (this.closed || this.client !== gone) return;
    this.client = undefined;
    gone.end().catch(() => undefined);
    this.clock.after(AGAIN_AFTER_MS, () => {
      if (!this.closed && !this.client) void this.listen();
    });
  }
}
