import { Client } from 'pg';
import { laneOf, type StateWrite } from '#lane';
import { writeStates } from '../../../libs/lane/src/store/postgres/statements/state.js';
import { LANES } from '../../lanes/open-lanes.js';
import { chatOfPerson } from '../../lanes/update-record.js';
import { bodyOf } from '../../load/bodies.js';
import type { Collected } from './debounce.js';
import { waitingPerson } from './people.js';

const MOST_AT_ONCE = 10_000;
/** The first of them ends tomorrow, and then one every millisecond. */
const FAR_MS = 86_400_000;
/** Texts in a state that nobody reads: a few different ones are enough. */
const TEXTS = Array.from({ length: 100 }, (_, n) => bodyOf(n).slice(0, 140));

/**
 * Opens windows that end long after the run, with the very statement that lanes write states with; only that they come many
 * at a time.
 */
export async function openWindows(databaseUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const from = Date.now() + FAR_MS;
  for (let first = 0; first < count; first += MOST_AT_ONCE) {
    const size = Math.min(MOST_AT_ONCE, count - first);
    const writes = Array.from({ length: size }, (_, i) => windowOf(first + i, from));
    for (const [lane, own] of Map.groupBy(writes, ({ key }) => laneOf(key, LANES)))
      for (const statement of writeStates({ topic: 'session-events', lane }, own)) await client.query(statement);
  }
  await client.end();
}

/** The database becomes as one that has had its windows for a while: vacuumed, and all of it on disk. */
export async function settleDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('VACUUM (ANALYZE) lane_state');
  await client.query('CHECKPOINT');
  await client.end();
}

function windowOf(n: number, from: number): StateWrite {
  const state: Collected = { words: [TEXTS[n % TEXTS.length] ?? ''], causes: [`cause-of-a-waiting-window-${n}`] };
  return { key: chatOfPerson(waitingPerson(n)), state, dueAt: from + n };
}
