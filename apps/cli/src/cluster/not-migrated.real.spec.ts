import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { SERVICES } from './rehearsal/cluster.js';
import { PATIENCE } from './rehearsal/conversation.js';
import type { ServiceProcess } from './rehearsal/service-process.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
const AGAIN = { every: 100 };
const NO_TABLES = /^starting: The tables are not in the database .+ yet: run relaydesk migrate\.$/;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { migrated: false });
});
afterAll(() => stage.close());

/** The status, and the first line of the answer. */
const readiness = async ({ url }: ServiceProcess): Promise<[number, string]> => {
  const answer = await fetch(`${url}/health/ready`);
  return [answer.status, (await answer.text()).split('\n')[0] ?? ''];
};

/** Something that a messenger brings. */
const bring = () =>
  fetch(`${stage.cluster.url}/messenger/acme/telegram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': stage.webhookSecret },
    body: JSON.stringify({ update_id: 1 }),
  });

it('a service that finds no tables waits, says for what, has what comes in come again, and goes on by itself after relaydesk migrate', async () => {
  const { cluster } = stage;
  const anna = stage.stranger('Anna');
  anna.start();
  const services = await Promise.all(SERVICES.map((service) => cluster.begin(service)));
  for (const service of services) {
    await until(async () => NO_TABLES.test((await readiness(service))[1]), AGAIN);
    expect((await readiness(service))[0]).toBe(503);
    await until(() => service.output().includes('Waiting for it.'), AGAIN);
  }
  const refused = await bring();
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([503, expect.any(Number)]);

  expect(await cluster.run(['migrate'])).toMatchObject({ code: 0 });
  for (const service of services) await service.ready();
  // What she wrote before any of it was there is answered, too.
  await anna.hears('I connect this chat', PATIENCE);
  expect(cluster.errors()).toEqual([]);
  for (const service of services) expect(await service.stop()).toBe(0);
});
