import type { Pool } from 'pg';
import type { Clock } from '../../clock.js';
import { withConnection } from '../../store/postgres/with-connection.js';
import type { Offset, Publishable } from '../log.js';
import { LogError } from '../log-error.js';
import { isPast, tooLate, type SendBy } from '../send-by.js';
import { appendRecords, lockHeads, type HeadRow, type Place } from './statements.js';

/**
 * Appends all records or none. Throws `LogError`: only `unanswered` leaves it open whether they are in the log, since the
 * commit was on its way.
 */
export async function append(pool: Pool, clock: Clock, records: readonly Publishable[], sendBy: SendBy): Promise<void> {
  let committing = false;
  try {
    await withConnection(pool, async (client) => {
      await client.query('BEGIN');
      const { rows } = await client.query<HeadRow>(lockHeads(placesOf(records)));
      await client.query(appendRecords(place(records, rows)));
      if (isPast(clock, sendBy)) throw tooLate();
      committing = true;
      await client.query('COMMIT');
    });
  } catch (cause) {
    if (cause instanceof LogError) throw cause;
    if (committing) throw new LogError('unanswered', 'the database did not answer the commit', { cause });
    throw new LogError('refused', 'the database did not take the records', { cause });
  }
}

const placesOf = (records: readonly Publishable[]): readonly Place[] => [
  ...new Map(records.map(({ topic, lane }) => [`${topic}/${lane}`, { topic, lane }])).values(),
];

/** Gives each record the next position of its lane. */
function place(records: readonly Publishable[], heads: readonly HeadRow[]): (Publishable & { offset: Offset })[] {
  const next = new Map(heads.map(({ topic, lane, next_offset }) => [`${topic}/${lane}`, Number(next_offset)]));
  return records.map((record) => {
    const at = `${record.topic}/${record.lane}`;
    const offset = next.get(at);
    if (offset === undefined)
      throw new LogError('refused', `${record.topic} has no lane ${record.lane}: migrate first`);
    next.set(at, offset + 1);
    return { ...record, offset };
  });
}
