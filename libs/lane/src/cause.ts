/**
 * Why a lane gives something up, as its dead letter says it; docs/DEAD-LETTERS.md explains each. What is given up for failing too
 * often says how it failed last.
 */
export const CAUSE = {
  tooOld: 'older than the inbox remembers',
  valueRefused: 'the database refuses a value of it',
  intentRefused: 'the database refuses its intent',
  outcomeRefused: 'the database refuses a value of what came of it',
  windowBroken: 'the core threw on it',
  tooLarge: 'the log takes no record so large',
  deskNotConfigured: 'its desk is not configured',
  channelNotConfigured: 'its channel is not configured',
  downTooLong: 'its endpoint was down too long',
  coreThrew: (error: unknown) => `the core threw ${nameOf(error)}`,
  workerThrew: (error: unknown) => `the worker threw ${nameOf(error)}`,
} as const;

/** Its name alone: an error's words may carry a value. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'something');
