import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type LogEnds, postgresLogEnds } from '../log-ends.js';
import { countRows, eraseRows } from './erase-rows.js';
import { findTraces, type Trace } from './find-traces.js';
import type { Subject } from './subject.js';

/** Erases one desk or person, however often it has to begin again. */
export type Eraser = {
  /** What there is of them, by table. */
  count(): Promise<ReadonlyMap<string, number>>;
  /** Whether the desk, or somebody of it, was erased to the end before. */
  isOnRecord(): Promise<boolean>;
  /** Erases all of it; returns how many rows. What is on its way in the log comes later, and wants another turn. */
  erase(): Promise<number>;
  /** What may still be of them, anywhere in the database. */
  find(): Promise<readonly Trace[]>;
  /** Where the log of a single machine ends; nothing where Kafka is the log. */
  logEnds(): Promise<LogEnds | undefined>;
  /** Topics of which something before these ends is still to be taken in. */
  behind(ends: LogEnds): Promise<readonly string[]>;
  /** Keeps on record, without their data, that they are erased. */
  finish(): Promise<void>;
  close(): Promise<void>;
};

/** @param words that must not be found anywhere either: a name, something they wrote. */
export async function openEraser(databaseUrl: string, subject: Subject, words: readonly string[]): Promise<Eraser> {
  const client = new Client({ connectionString: databaseUrl, options: '-c lock_timeout=15000' });
  // A connection that breaks tells by its next statement; unheard, its event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const id = randomUUID();
  let begun = false;
  return {
    count: () => countRows(client, subject, words),
    async isOnRecord() {
      const { rows } = await client.query(`SELECT FROM erasure WHERE desk = $1 AND finished_at IS NOT NULL LIMIT 1`, [
        subject.desk,
      ]);
      return rows.length > 0;
    },
    async erase() {
      if (!begun) await client.query(BEGIN, [id, subject.desk, subject.person ? 'person' : 'desk']);
      begun = true;
      const erased = await eraseRows(client, subject, words);
      await client.query(`UPDATE erasure SET erased = erased + $2 WHERE id = $1`, [id, erased]);
      return erased;
    },
    find: () => findTraces(client, subject, words),
    logEnds: () => postgresLogEnds(client),
    async behind(ends) {
      const { rows } = await client.query<{ topic: string; lane: number; next: string }>(
        `SELECT topic, lane, next_offset AS next FROM lane`,
      );
      const late = rows.filter(({ topic, lane, next }) => Number(next) < (ends.get(topic)?.get(lane) ?? 0));
      return [...new Set(late.map(({ topic }) => topic))];
    },
    async finish() {
      await client.query(`UPDATE erasure SET finished_at = ${NOW} WHERE id = $1`, [id]);
    },
    close: () => client.end(),
  };
}

const NOW = `(date_part('epoch', now()) * 1000)::bigint`;
const BEGIN = `INSERT INTO erasure (id, desk, whose, began_at, erased) VALUES ($1, $2, $3, ${NOW}, 0)`;
