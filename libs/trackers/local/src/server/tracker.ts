import type { Pool } from 'pg';
import type { Announcer } from './announce-changes.js';
import type { Person } from './person.js';

/** What every route works with. */
export type Tracker = {
  pool: Pool;
  announcer: Announcer;
  whoAsks(request: { headers: Readonly<Record<string, string | string[] | undefined>> }): Promise<Person>;
};
