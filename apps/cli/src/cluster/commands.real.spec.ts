import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kafka, postgres, redis } from '#testkit/parts';
import { type Cluster, openCluster } from './rehearsal/cluster.js';
import { runToEnd } from './rehearsal/service-process.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const TOKEN = '1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const desk = {
  id: 'acme',
  name: 'Acme Support',
  channels: [{ id: 'telegram', messenger: 'telegram', token: TOKEN }],
  tracker: { kind: 'redmine', url: 'http://127.0.0.1:9', apiKey: 'a key' },
};
let folder: string;
let cluster: Cluster;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-commands-'));
  cluster = await openCluster(ground, [desk], { migrated: false });
});
afterAll(async () => {
  await cluster.close();
  await rm(folder, { recursive: true });
});

describe('relaydesk migrate', () => {
  it('may run twice at once, and again', async () => {
    // The one that comes second may also log that Kafka had the topics already.
    const done = { code: 0, output: expect.stringMatching(/Tables and topics are up to date: 3 topics of 2 lanes\.$/) };
    const both = await Promise.all([cluster.run(['migrate']), cluster.run(['migrate'])]);
    expect(both).toEqual([done, done]);
    expect(await cluster.run(['migrate'])).toEqual(done);
    const lanes = await cluster.ask(`SELECT topic, count(*)::int AS lanes FROM lane GROUP BY topic ORDER BY topic`);
    expect(lanes).toEqual(['deliveries', 'session-events', 'tracker-work'].map((topic) => ({ topic, lanes: 2 })));
  });
});

describe('another number of lanes than the stored one', () => {
  it.each([[['migrate']], [['start', 'gateway']], [['start', 'notifier']]])(
    'is refused by relaydesk %j, which names both numbers and the way to change it',
    async (command) => {
      expect((await cluster.run(['migrate'])).code).toBe(0);
      const { code, output } = await cluster.run(command, { LANES: '3', PORT: '0' });
      expect(code).toBe(1);
      expect(output).toContain('has 2 lanes and LANES says 3');
      expect(output).toContain('Set LANES=2');
      expect(output.split('\n')).toHaveLength(1);
    },
  );
});

/** A record that no lane could read; its number. */
async function giveUp(id: string, of?: string): Promise<number> {
  const letter = `INSERT INTO dead_letter (topic, lane, id, record_offset, key, cause, value, at, desk)
    VALUES ('deliveries', 0, $1, 1, 'k', 'not JSON', '{', 1, $2) RETURNING number::int`;
  const [{ number } = { number: 0 }] = await cluster.ask<{ number: number }>(letter, [id, of]);
  return number;
}

describe('relaydesk dead-letters', () => {
  it('names the numbers of which there is no letter, does the rest, and ends with 1', async () => {
    expect((await cluster.run(['migrate'])).code).toBe(0);
    const number = await giveUp('a');
    const run = (...args: string[]) => cluster.run(['dead-letters', ...args]);
    expect(await run('show', '4711', `${number}`)).toEqual({
      code: 1,
      output: expect.stringMatching(/^Dead letter \d+\n[^]*\nThere is no dead letter 4711\.$/),
    });
    expect(await run('replay', '4711', `${number}`)).toEqual({
      code: 1,
      output: [
        'Replayed: 0.',
        `Left as it is, because it still does not parse: not JSON: ${number}`,
        'There is no open letter 4711.',
      ].join('\n'),
    });
    const why = ['--why', 'asked by phone'];
    expect(await run('discard', `${number}`, ...why)).toEqual({
      code: 1,
      output: 'Nobody is there to be asked: say --yes.',
    });
    expect(await run('discard', '4711', `${number}`, ...why, '--yes')).toEqual({
      code: 1,
      output: 'Discarded: 1.\nThere is no open letter 4711.',
    });
  });

  it('takes a slip for what it is, and says in a sentence what would be right', async () => {
    expect((await cluster.run(['migrate'])).code).toBe(0);
    await giveUp('b', 'gone');
    const run = (...args: string[]) => cluster.run(['dead-letters', ...args]);
    const slip = (output: unknown) => ({ code: 1, output });
    const unknown = 'There is no desk acne, and no letter of one: there are acme, gone.';
    const why = ['--yes', '--why', ' '];
    expect(await Promise.all([run('replay', '--desk', 'acne'), run('list', '--desk', 'acne')])).toEqual([
      slip(unknown),
      slip(unknown),
    ]);
    expect(await Promise.all([run('list', '--desk', ''), run('list', '--since', '7')])).toEqual([
      slip(expect.stringContaining('It is empty. For example: --desk acme')),
      slip(expect.stringContaining('Say a time like 2026-11-21T09:30Z')),
    ]);
    expect(await Promise.all([run('list', '--after', 'x'), run('discard', '--all', ...why)])).toEqual([
      slip('--after is not where a page ended. For example: --after 1763717400000-42'),
      slip("--why takes 1 to 500 characters. For example: --why 'asked by phone'"),
    ]);
    expect(await run('replay', '--desk', 'gone', '--kind', 'wrote')).toEqual({
      code: 0,
      output: 'Replayed: 0.\nNo letter to replay matches.',
    });
  });

  it('keeps who somebody says they are, and reaches letters of a desk that is configured no more', async () => {
    expect((await cluster.run(['migrate'])).code).toBe(0);
    const number = await giveUp('c', 'away');
    const decided = ['--why', 'asked by phone', '--by', 'Anna', '--yes'];
    expect(await cluster.run(['dead-letters', 'discard', '--desk', 'away', ...decided])).toEqual({
      code: 0,
      output: 'Discarded: 1.',
    });
    const { output } = await cluster.run(['dead-letters', 'show', `${number}`]);
    expect(output).toContain('discarded by Anna (command): asked by phone');
  });
});

describe('a configuration that cannot be used', () => {
  it('is told all at once, each problem with its path and an example, and no secret', async () => {
    const config = join(folder, 'relaydesk.yaml');
    const channel = { id: 'telegram', messenger: 'telegram', token: 'my secret token' };
    const broken = { ...desk, channels: [channel], tracker: { kind: 'redmine', url: 'redmine', apiKey: 'a key' } };
    const file = {
      databaseUrl: 'mysql://localhost/relaydesk',
      kafkaBrokers: ['kafka'],
      secret: 'a long enough secret',
      desks: [broken],
    };
    await writeFile(config, JSON.stringify(file));
    const { code, output } = await runToEnd(['start', 'gateway'], config);
    expect(code).toBe(1);
    const paths = ['databaseUrl', 'kafkaBrokers[0]', 'desks[0].channels[0].token', 'desks[0].tracker.url'];
    for (const path of paths) expect(output).toContain(`- ${path}: `);
    expect(output).toContain('for example');
    expect(output).toContain('postgres://relaydesk:secret@localhost:5432/relaydesk');
    expect(output).not.toContain('my secret token');
    expect(output).not.toContain('    at ');
  });

  it('is told of a service that does not exist', async () => {
    const { code, output } = await cluster.run(['start', 'postman']);
    expect(code).toBe(1);
    expect(output).toContain(
      'There is no service postman; there are gateway, session-aggregator, tracker-adapter, notifier.',
    );
  });
});
