import { explained } from '#boot';
import type { Config } from '#config';
import { deskId, issueId } from '#contracts';
import { correlationSide } from '#correlation';
import { createLanePool } from '#lane/store/postgres';
import { readConfiguration } from '../read-configuration.js';
import { about, decided } from './decided.js';

export type WhyOptions = { desk?: string; json?: boolean };

/** Prints why people were or were not shown the changes of an issue. */
export async function runWhy(issue: string, person: string | undefined, options: WhyOptions): Promise<void> {
  const config = readConfiguration();
  const desk = deskId(deskOf(config, options.desk));
  const pool = createLanePool(config.databaseUrl, { max: 1 });
  try {
    const all = await correlationSide.reads(pool).decisions(desk, issueId(issue.replace(/^#/, '')));
    const found = about(all, person);
    if (options.json) for (const one of found) console.log(JSON.stringify(one));
    else console.log(found.length > 0 ? decided(found) : NOTHING);
  } catch (error) {
    throw explained(config.databaseUrl, error);
  } finally {
    await pool.end();
  }
}

const NOTHING =
  'Nothing was decided about that in the last 14 days: nothing changed there, or they are neither its author nor its assignee ' +
  'nor a watcher.';

function deskOf({ desks }: Config, asked: string | undefined): string {
  const ids = desks.map(({ id }) => id);
  const [only] = ids;
  if (asked !== undefined && ids.includes(asked)) return asked;
  if (asked === undefined && only !== undefined && ids.length === 1) return only;
  throw new Error(`Say which desk: --desk ${ids.join(', --desk ')}.`);
}
