import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ConfigError, readConfig } from '#config';
import { messengers, trackers } from '#plugins';
import { ignoredBy } from './ignored-by.js';
import { readDockerfile } from './read-dockerfile.js';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFile(join(root, file), 'utf8');
const SERVICES = ['gateway', 'session-aggregator', 'tracker-adapter', 'notifier'];

type Compose = {
  services: Record<string, { command?: string[]; read_only?: boolean; depends_on?: object; environment?: Environment }>;
};
type Environment = Record<string, string>;

/** The variables of `.env.sample`: those that are set, and those that are proposed. */
const sampled = async () =>
  [...(await read('deploy/.env.sample')).matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)].map(
    ([, proposed, name = '', value = '']) => ({
      name,
      value,
      set: proposed === undefined,
    }),
  );

describe('deploy/docker-compose.yaml', () => {
  let services: Compose['services'];
  beforeAll(async () => {
    ({ services } = parse(await read('deploy/docker-compose.yaml'), { merge: true }) as Compose);
  });

  it('starts the four services, each after tables and topics were made', () => {
    for (const service of SERVICES) {
      expect(services[service]).toMatchObject({
        command: ['start', service],
        read_only: true,
        depends_on: { migrate: { condition: 'service_completed_successfully' } },
      });
    }
    expect(services['migrate']?.command).toEqual(['migrate']);
  });

  it('gives them a configuration that can be used, once .env is filled in', async () => {
    const FILLED = { TELEGRAM_BOT_TOKEN: '1:a', REDMINE_URL: 'https://redmine.example.com' };
    const required = (await sampled()).filter(({ set }) => set).map(({ name }) => [name, 'filled in by someone']);
    const given = Object.entries(services['gateway']?.environment ?? {});
    const environment = Object.fromEntries(
      given.map(([name, value]) => [name, value.replaceAll(/\$\{[^}]*\}/g, 'filled')]),
    );
    const config = readConfig({ ...Object.fromEntries(required), ...FILLED, ...environment }, { trackers, messengers });
    expect(config).toMatchObject({ kafkaBrokers: ['kafka:9092'], redisUrl: 'redis://redis:6379', port: 8_080 });
    expect(config.desks[0]?.tracker.kind).toBe('redmine');
  });

  it('asks for nothing in .env that no one reads', async () => {
    const readers = ['libs/config/src/from-environment.ts', 'libs/telemetry/src/telemetry-settings.ts'];
    const text = (await Promise.all(['deploy/docker-compose.yaml', ...readers].map(read))).join();
    const names = (await sampled()).map(({ name }) => name).filter((name) => name !== 'RELAYDESK_CONFIG');
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  });
});

describe('deploy/config/relaydesk.sample.yaml', () => {
  it('is a configuration that can be used', () => {
    const env = {
      RELAYDESK_CONFIG: join(root, 'deploy', 'config', 'relaydesk.sample.yaml'),
      DATABASE_URL: 'postgres://relaydesk@postgres/relaydesk',
      RELAYDESK_SECRET: 'a long random text for codes',
      ACME_BOT_TOKEN: '1:a',
      ACME_REDMINE_KEY: 'key',
    };
    expect(readConfig(env, { trackers, messengers }).desks.map(({ id }) => id)).toEqual(['acme']);
    expect(() => readConfig({ ...env, ACME_BOT_TOKEN: undefined }, { trackers, messengers })).toThrow(ConfigError);
  });
});

describe('the image’s recipe', () => {
  it('lets neither the simulator nor standalone nor tests nor secrets into the build', async () => {
    const ignored = ignoredBy(await read('.dockerignore'));
    const out = [
      'apps/simulator/src/index.ts',
      'libs/testkit/src/until.ts',
      'apps/gateway/src/a.spec.ts',
      'deploy/.env',
    ];
    expect(out.filter((path) => !ignored(path))).toEqual([]);
    const wanted = [
      'apps/gateway/src/index.ts',
      'libs/lane/src/index.ts',
      'tools/build/build.mjs',
      'package.json',
      'bin',
    ];
    expect(wanted.filter(ignored)).toEqual([]);
  });

  it('ends as a user by number who is not root', async () => {
    const { user, entrypoint } = readDockerfile(await read('deploy/Dockerfile'));
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(entrypoint).toEqual(['node', 'bin/relaydesk.mjs']);
  });
});
