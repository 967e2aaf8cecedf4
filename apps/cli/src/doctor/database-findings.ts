import { explained, NotThere } from '#boot';
import type { Config } from '#config';
import { type LogEnds, postgresLogEnds, readSurvey } from '#correlation';
import { isMigrated } from '#correlation/schema';
import { createLanePool } from '#lane/store/postgres';
import { errorName, type Finding } from './finding.js';
import { forgottenFindings } from './forgotten.js';
import { laneFindings } from './lane-findings.js';
import { workFindings } from './work-findings.js';

const about = 'database';

/**
 * What the database tells: whether it is there, who works on the lanes, what waits and what was forgotten.
 *
 * @param logEnds where the log ends, if it is not in this database.
 */
export async function databaseFindings(
  { databaseUrl, retention: { deadLetterDays } }: Pick<Config, 'databaseUrl' | 'retention'>,
  logEnds: LogEnds | undefined,
): Promise<Finding[]> {
  const pool = createLanePool(databaseUrl, { max: 1 });
  try {
    if (!(await isMigrated(databaseUrl))) return [olderTables(databaseUrl)];
    const survey = await readSurvey(pool, deadLetterDays);
    const ends = logEnds ?? (await postgresLogEnds(pool)) ?? new Map();
    return [
      { about, state: 'fine', says: `${answersAt(databaseUrl)}; its tables are of this release` },
      ...forgottenFindings(survey.lanes),
      ...laneFindings(survey.lanes, ends, survey.at),
      ...workFindings(survey, deadLetterDays),
    ];
  } catch (error) {
    const known = explained(databaseUrl, error);
    const says = known instanceof NotThere ? known.message : `Postgres cannot be read: ${errorName(error)}`;
    return [{ about, state: 'wrong', says }];
  } finally {
    await pool.end();
  }
}

/** Nothing else is read of tables that may not have it. */
const olderTables = (databaseUrl: string): Finding => ({
  about,
  state: 'wrong',
  says: `${answersAt(databaseUrl)}; its tables are not there, or of an older release`,
  todo: 'relaydesk migrate',
});

const answersAt = (databaseUrl: string) => `Postgres answers at ${new URL(databaseUrl).host}`;
