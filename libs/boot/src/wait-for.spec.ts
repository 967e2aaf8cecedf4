import { describe, expect, it } from '@jest/globals';
import { LanesDiffer } from '#correlation';
import { virtualClock } from '#lane/rehearsal';
import { silent } from '#telemetry';
import { explainLog, explainPostgres } from './explain.js';
import { NotThere, waitFor } from './wait-for.js';

const URL_ = 'postgres://relaydesk:hunter2@db.example.com:5432/desk';
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const explain = (error: unknown) => explainPostgres(URL_, error);

describe('a part that is not there', () => {
  it('is waited for in a cluster, and asked for less and less often', async () => {
    const clock = virtualClock();
    const asked: number[] = [];
    const said: string[] = [];
    const logger = { ...silent, warn: (_: object, sentence: string) => said.push(sentence) };
    const attempt = async () => {
      asked.push(clock.monotonic());
      if (asked.length < 4) throw refused;
      return 'there';
    };
    const waited = waitFor(attempt, explain, { patient: true, logger, clock });
    await clock.advance(8_000);
    expect(await waited).toBe('there');
    expect(asked).toEqual([0, 1_000, 3_000, 7_000]);
    expect(said[0]).toContain('Postgres does not answer at db.example.com:5432 (ECONNREFUSED)');
  });

  it('is named for as long as it is waited for', async () => {
    const clock = virtualClock();
    const told: (string | undefined)[] = [];
    let isThere = false;
    const attempt = async () => {
      if (!isThere) throw refused;
    };
    const waiting = { patient: true, logger: silent, clock, waits: (why: string | undefined) => void told.push(why) };
    const waited = waitFor(attempt, explain, waiting);
    await clock.advance(500);
    expect(told).toEqual([expect.stringContaining('Postgres does not answer')]);
    isThere = true;
    await clock.advance(1_000);
    await waited;
    expect(told.at(-1)).toBeUndefined();
  });

  it('is one sentence elsewhere', async () => {
    const waiting = { patient: false, logger: silent, clock: virtualClock() };
    await expect(waitFor(() => Promise.reject(refused), explain, waiting)).rejects.toThrow(NotThere);
  });

  it('is not waited for where that does not help', async () => {
    const wrong = Object.assign(new Error('password authentication failed'), { code: '28P01' });
    const waiting = { patient: true, logger: silent, clock: virtualClock() };
    await expect(waitFor(() => Promise.reject(wrong), explain, waiting)).rejects.toBe(wrong);
    expect(explainLog('kafka:9092', new LanesDiffer(16, 8))).toBeUndefined();
  });

  it.each([
    ['all addresses of a host refuse', new AggregateError([refused]), 'does not answer'],
    ['it takes a connection and is silent', new Error('Connection terminated due to connection timeout'), 'not answer'],
    ['it has said nothing yet', undefined, 'does not answer'],
    ['it ends a connection at once', new Error('Connection terminated unexpectedly'), 'does not answer'],
    ['it is a replica', Object.assign(new Error(), { code: '25006' }), 'takes no writes now'],
    ['it is starting', Object.assign(new Error(), { code: '57P03' }), 'takes no connection now'],
    ['there is no such database', Object.assign(new Error(), { code: '3D000' }), 'no database desk'],
    ['nobody has migrated', Object.assign(new Error(), { code: '42P01' }), 'relaydesk migrate'],
  ])('is named where %s, without a password', (_, error, expected) => {
    expect(explain(error)).toContain(expected);
    expect(explain(error)).not.toContain('hunter2');
  });
});
