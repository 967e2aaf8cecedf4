import { poison } from './poison.js';
import { type Happenings, JUMP_MS } from './struck.js';
import type { Strike } from './troubles.js';

/** So many publishes and fetches fail at most, and so many calls of the database. */
const [OF_THE_LOG, OF_THE_DATABASE, SKIPPED] = [60, 10, 80];
/** So far a replica lags behind at most. */
const LAG_MS = 5_000;

/** What befalls the log, the database, Redis, and the clock of all of them. */
export const TO_PARTS = {
  'publishing fails': ({ world: { trouble }, percent, later }) => {
    trouble.publish = Math.min(percent, OF_THE_LOG);
    later(() => void (trouble.publish = 0));
  },
  'fetching is odd': ({ world: { trouble }, percent, later }) => {
    trouble.fetch = Math.min(percent, OF_THE_LOG);
    later(() => void (trouble.fetch = 0));
  },
  'fetching skips': ({ world: { trouble }, later }) => {
    trouble.skips = SKIPPED;
    later(() => void (trouble.skips = 0));
  },
  'a record is poison': ({ world, dice }) => poison(world, dice),
  'the database fails': ({ world: { trouble }, percent, later }) => {
    trouble.database = Math.min(percent, OF_THE_DATABASE);
    later(() => void (trouble.database = 0));
  },
  'the database is away': ({ world: { trouble }, later }) => {
    trouble.databaseAway = true;
    later(() => void (trouble.databaseAway = false));
  },
  'the database is slow': ({ world: { trouble }, percent, later }) => {
    trouble.databaseSlow = percent;
    later(() => void (trouble.databaseSlow = 0));
  },
  'the database fails over': ({ world, dice }) => void world.clock.after(dice * LAG_MS, world.lagBehind()),
  'Redis is emptied': ({ world }) => world.redis.empty(),
  'Redis is down': ({ world: { redis }, later }) => {
    redis.setDown(true);
    later(() => redis.setDown(false));
  },
  'the wall clock jumps': ({ world, dice }) => world.jump((dice - 0.5) * JUMP_MS),
} as const satisfies Partial<Happenings<Strike['what']>>;
