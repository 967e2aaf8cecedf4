import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, readConfig } from './read-config.js';

const folder = mkdtempSync(join(tmpdir(), 'relaydesk-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PLUGS = {
  messengers: { pigeon: { configSchema: z.strictObject({ token: z.string().regex(/^\d+$/, 'digits only') }) } },
  trackers: { book: { configSchema: z.strictObject({ shelf: z.string(), settleMs: z.int().default(1) }) } },
};
const GOOD = `
databaseUrl: postgres://localhost/relaydesk
secret: a long enough secret
desks:
  - id: acme
    name: Acme
    channels: [{ id: one, messenger: pigeon, token: '123' }]
    tracker: { kind: book, shelf: top }
`;

let files = 0;
function read(yaml: string, env: Record<string, string> = {}) {
  files += 1;
  const path = join(folder, `${files}.yaml`);
  writeFileSync(path, yaml);
  return readConfig({ ...env, RELAYDESK_CONFIG: path }, PLUGS);
}
function problems(yaml: string, env?: Record<string, string>): readonly string[] {
  try {
    read(yaml, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('has everything with its defaults', () => {
    const [desk] = read(GOOD).desks;
    expect(desk).toMatchObject({
      channels: [{ id: 'one', messenger: 'pigeon', config: { token: '123' } }],
      tracker: { kind: 'book', config: { shelf: 'top', settleMs: 1 } },
      options: { windowSeconds: { text: 1, file: 1, forward: 1, album: 2 }, maxWindowSeconds: 30, codesPerHour: 6 },
    });
  });

  it('takes windows by kind, or one for all', () => {
    const windows = (text: string) =>
      read(`${GOOD}    options: { windowSeconds: ${text} }\n`).desks[0]?.options.windowSeconds;
    expect(windows('{ album: 5 }')).toEqual({ text: 1, file: 1, forward: 1, album: 5 });
    expect(windows('0.5')).toEqual({ text: 0.5, file: 0.5, forward: 0.5, album: 0.5 });
  });

  it('says everything that is wrong at once: where, what, and an example', () => {
    const all = problems(`
kafkaBrokers: [kafka]
lanes: 0
desks:
  - id: Acme!
    channels: [{ id: one, messenger: pigeon, token: abc }, { id: two, messenger: owl }]
    tracker: { kind: book }
`);
    expect(all).toEqual([
      expect.stringMatching(/^desks\[0\]\.id: lower-case letters.*for example acme/),
      expect.stringMatching(/^desks\[0\]\.name: is missing \(for example Acme Support\)/),
      expect.stringMatching(/^databaseUrl: .*for example postgres:.*in the variable DATABASE_URL/),
      expect.stringMatching(/^kafkaBrokers\[0\]: must be host:port/),
      expect.stringMatching(/^lanes: .*for example 16, or in the variable LANES/),
      expect.stringMatching(/^secret: is missing .*RELAYDESK_SECRET/),
      expect.stringMatching(/^desks\[0\]\.channels\[0\]\.token: digits only/),
      expect.stringMatching(/^desks\[0\]\.channels\[1\]\.messenger: .*pigeon/),
      expect.stringMatching(/^desks\[0\]\.tracker\.shelf: is missing/),
    ]);
  });

  it('never says a value, which may be a secret', () => {
    const secret = 'hunter2-hunter2';
    const said = problems(`
databaseUrl: ${secret}
redisUrl: ${secret}
publicUrl: ${secret}
secret: [${secret}]
logLevel: ${secret}
desks:
  - id: ${secret}!
    name: [${secret}]
    channels: [{ id: one, messenger: ${secret}, token: ${secret} }]
    tracker: { kind: ${secret}, shelf: ${secret} }
    options: { unknownPeople: ${secret}, windowSeconds: ${secret} }
`);
    expect(said.length).toBeGreaterThan(8);
    expect(said.join('\n')).not.toContain(secret);
    expect(problems(`secret: "${secret}\n  broken: [`).join('\n')).not.toContain(secret);
  });

  it('refuses keys it does not know, so that a slip of the pen is seen', () => {
    expect(problems(`${GOOD}publicURL: https://x.example.com\n`).join()).toContain('publicURL');
    expect(problems(GOOD.replace('shelf: top', 'shelf: top, shelv: low')).join()).toContain('shelv');
  });

  it('names the variable where a desk is made of the environment', () => {
    const env = { DATABASE_URL: 'postgres://here/db', TELEGRAM_BOT_TOKEN: '1:a', REDMINE_URL: 'redmine.example.com' };
    const redmine = z.strictObject({ url: z.url(), apiKey: z.string() });
    const plugs = {
      trackers: { redmine: { configSchema: redmine } },
      messengers: { telegram: { configSchema: z.unknown() } },
    };
    const read = () => readConfig(env, plugs);
    expect(read).toThrow(/^ {2}- REDMINE_URL: /m);
    expect(read).toThrow(/^ {2}- REDMINE_API_KEY: is missing/m);
  });

  it('names a variable that is not set, once', () => {
    const said = problems(GOOD.replace("'123'", "'${PIGEON_TOKEN}'"));
    expect(said).toEqual([expect.stringContaining('desks[0].channels[0].token: the variable PIGEON_TOKEN is not set')]);
  });

  it.each([
    ['Kafka without Redis', 'kafkaBrokers: [a:1]\n', 'redisUrl: is needed'],
    ['a window that never ends in time', '    options: { maxWindowSeconds: 1 }\n', 'maxWindowSeconds: is shorter'],
    ['two desks of one name', GOOD.slice(GOOD.indexOf('  - id')), 'desks[1].id: another desk'],
  ])('refuses %s', (_, more, expected) => {
    expect(problems(GOOD + more).join()).toContain(expected);
  });

  it.each([
    ['is not there', undefined, /no such file/],
    ['is no YAML', 'a: [', /line \d+ is no YAML/],
    ['is no list of keys', '- 1', /relaydesk\.sample\.yaml/],
  ])('says which file %s', (_, yaml, expected) => {
    if (yaml === undefined)
      expect(() => readConfig({ RELAYDESK_CONFIG: join(folder, 'no.yaml') }, PLUGS)).toThrow(expected);
    else expect(problems(yaml).join()).toMatch(expected);
  });
});

describe('a secret that YAML reads otherwise', () => {
  it.each([
    ['!aB3dE5gH', 'has to be in quotes'],
    ['!aB3dE5gH and more', 'has to be in quotes'],
    ['*aB3dE5gH', 'has to be in quotes'],
    ['@aB3dE5gH', 'is no YAML (BAD_SCALAR_START)'],
    ['{ { aB3dE5gH: 1 }: 2 }', 'Invalid input'],
  ])('such as %s is told by its line, and shown nowhere', (value, expected) => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const said = problems(GOOD.replace('a long enough secret', value)).join();
    expect(said).toContain(expected);
    expect(said).not.toMatch(/aB3|more/);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('is as it stands in quotes', () => {
    expect(read(GOOD.replace('a long enough secret', "'!aB3dE5gH and more'")).secret).toBe('!aB3dE5gH and more');
  });
});
