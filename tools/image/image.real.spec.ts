import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, until } from '#testkit';
import { freePort, kafka, postgres, redis } from '#testkit/parts';
import { buildWithoutDocker } from './build-without-docker.js';
import { type Image, imageOf, runInContainer } from './in-container.js';
import type { Dockerfile } from './read-dockerfile.js';

const SERVICES = ['gateway', 'session-aggregator', 'tracker-adapter', 'notifier'];
/** Nothing answers there: what a service cannot reach must not keep it from starting. */
const NOWHERE = 'http://127.0.0.1:1';

const [{ url: server }, { brokers }, { url: redisUrl }] = await Promise.all([postgres(), kafka(), redis()]);

describe('the image', () => {
  let folder: string;
  let image: Image;
  let dockerfile: Dockerfile;
  let database: { url: string; drop(): Promise<void> };
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relaydesk-image-'));
    const built = await buildWithoutDocker(folder);
    dockerfile = built.dockerfile;
    image = await imageOf(built.app, folder);
    await chmod(folder, 0o755);
    database = await freshDatabase(server);
    const name = randomUUID();
    const config = join(folder, 'relaydesk.yaml');
    const channel = { id: 'telegram', messenger: 'telegram', token: '1:none', apiRoot: NOWHERE };
    const tracker = { kind: 'redmine', url: NOWHERE, apiKey: 'none' };
    await writeFile(
      config,
      JSON.stringify({
        databaseUrl: database.url,
        kafkaBrokers: brokers,
        kafkaPrefix: `${name}.`,
        redisUrl,
        redisPrefix: `${name}:`,
        secret: randomUUID(),
        lanes: 2,
        desks: [{ id: 'acme', name: 'Acme', channels: [channel], tracker }],
      }),
    );
    env = { RELAYDESK_CONFIG: config, NODE_ENV: 'production' };
  }, 300_000);

  afterAll(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('holds neither the simulator nor standalone nor the testkit nor a test', async () => {
    const paths = await readdir(join(image.app, 'dist'), { recursive: true });
    expect(paths).toContain('apps/gateway/src/index.js');
    expect(
      paths.filter((path) => /^apps\/(simulator|standalone)|^libs\/testkit|\.spec\.|rehearsal/.test(path)),
    ).toEqual([]);
  });

  it('holds no package that only development needs', async () => {
    const { devDependencies } = JSON.parse(await readFile(join(image.app, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const there = await readdir(join(image.app, 'node_modules'));
    const scoped = await readdir(join(image.app, 'node_modules', '@swc'));
    expect(there).toContain('kafkajs');
    expect(Object.keys(devDependencies).filter((name) => there.includes(name))).toEqual([]);
    expect(scoped.filter((name) => name.startsWith('core-'))).toEqual([]);
  });

  it('makes tables and topics, and runs each service, on nothing but itself and read-only', async () => {
    const migrated = await runInContainer(image, [...dockerfile.entrypoint, 'migrate'], env).ended;
    expect(migrated).toEqual({ code: 0, output: expect.stringContaining('up to date') });
    for (const service of SERVICES) {
      const own = { ...env, PORT: String(await freePort()) };
      const running = runInContainer(image, [...dockerfile.entrypoint, 'start', service], own);
      const isHealthy = async () => (await runInContainer(image, dockerfile.health, own).ended).code === 0;
      await until(async () => running.hasEnded() || (await isHealthy()), { every: 500 }).finally(running.stop);
      expect({ service, ...(await running.ended) }).toEqual({ service, code: 0, output: expect.any(String) });
    }
  });

  it('says in one sentence that standalone is not in it', async () => {
    const { code, output } = await runInContainer(image, [...dockerfile.entrypoint, 'standalone'], env).ended;
    expect(code).toBe(1);
    expect(output.trim()).toMatch(
      /^This image holds the four services and not standalone: .*"npm ci && npm start" in a clone\.$/,
    );
  });

  it('is not healthy where nothing answers', async () => {
    const port = String(await freePort());
    expect((await runInContainer(image, dockerfile.health, { PORT: port }).ended).code).toBe(1);
  });
});
