import type { Batch, Producer } from 'kafkajs';
import type { Pool, PoolClient } from 'pg';
import { toBytes } from '#contracts';
import { laneOf, type OutboxRow, type Ownership } from '#lane';
import { knownIds, rememberIds } from '../../../libs/lane/src/store/postgres/statements/inbox.js';
import { type LaneRow, lockLane, moveLane } from '../../../libs/lane/src/store/postgres/statements/lane.js';
import { addToOutbox, removeFromOutbox } from '../../../libs/lane/src/store/postgres/statements/outbox.js';
import { readStates, type StateRow, writeStates } from '../../../libs/lane/src/store/postgres/statements/state.js';
import type { Statement } from '../../../libs/lane/src/store/postgres/statements/statement.js';
import { withConnection } from '../../../libs/lane/src/store/postgres/with-connection.js';
import { LANES } from '../../lanes/open-lanes.js';
import type { Written } from '../../lanes/update-record.js';
import { hear } from './hear.js';

const MOST_AT_ONCE = 1_000;

type Deps = { pool: Pool; own: Ownership; producer: Producer; prefix: string };

/** A lane that is given batches, one after another. */
export function createTakeInBatch({ pool, own, producer, prefix }: Deps) {
  /** Kafka has these; their rows are still to be deleted. */
  let published: readonly string[] = [];

  /** Two round trips of statements, and their commit. */
  async function write(batch: Batch): Promise<OutboxRow[]> {
    const records = batch.messages.map(({ key, value }): Written => ({
      ...JSON.parse(String(value)),
      key: String(key),
      topic: 'session-events',
    }));
    return withConnection(pool, async (client) => {
      const [, locked, known, states] = await Promise.all([
        client.query('BEGIN'),
        client.query<LaneRow>(lockLane(own)),
        client.query<{ id: string }>(knownIds(own, ids(records))),
        client.query<StateRow>(readStates(own, [...new Set(records.map(({ key }) => key))])),
      ]);
      const [row] = locked.rows;
      if (!row) throw new Error(`Lane ${own.lane} has another owner.`);
      const dropped = new Set(known.rows.map(({ id }) => id));
      const fresh = records.filter(({ id }) => !dropped.has(id));
      const { kept, rows } = fold(fresh, new Map(states.rows.map(({ key, state }) => [key, state])));
      const position = Number(row.next_position);
      const offset = Number(batch.lastOffset()) + 1;
      await send(client, [
        rememberIds(own, ids(fresh)),
        ...writeStates(own, kept),
        addToOutbox(own, rows, position),
        ...(published.length > 0 ? [removeFromOutbox(own, published)] : []),
        moveLane(own, { offset, nextSeq: Number(row.next_seq), nextPosition: position + rows.length }),
      ]);
      return rows;
    });
  }

  async function publish(rows: readonly OutboxRow[]): Promise<void> {
    for (let i = 0; i < rows.length; i += MOST_AT_ONCE) {
      const messages = rows
        .slice(i, i + MOST_AT_ONCE)
        .map(({ key, value }) => ({ key, value, partition: laneOf(key, LANES) }));
      await producer.send({ acks: -1, topic: `${prefix}deliveries`, messages });
    }
  }

  return {
    /** Says how many of it were new. */
    async take(batch: Batch): Promise<number> {
      const rows = await write(batch);
      await publish(rows);
      published = ids(rows);
      return rows.length;
    },
    /** Deletes what the last batch has left. */
    async finish(): Promise<void> {
      if (published.length > 0) await pool.query(removeFromOutbox(own, published));
      published = [];
    },
  };
}

function fold(records: readonly Written[], before: ReadonlyMap<string, unknown>) {
  const states = new Map(before);
  const rows: OutboxRow[] = [];
  for (const record of records) {
    const { state, delivery } = hear(record, states.get(record.key));
    states.set(record.key, state);
    const { key, value } = toBytes(delivery);
    rows.push({ id: delivery.id, topic: delivery.topic, key, value });
  }
  const touched = new Set(records.map(({ key }) => key));
  return { kept: [...touched].map((key) => ({ key, state: states.get(key) })), rows };
}

const send = (client: PoolClient, statements: readonly Statement[]) =>
  Promise.all([...statements.map((statement) => client.query(statement)), client.query('COMMIT')]);

const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id);
