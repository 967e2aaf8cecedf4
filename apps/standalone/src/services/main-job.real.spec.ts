import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startSimulator } from '#apps/simulator';
import { readConfig } from '#config';
import { messengers, trackers } from '#plugins';
import { noTelemetry, silent } from '#telemetry';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { startLocalTracker } from '#trackers/local';
import { startServices } from './start-services.js';

const TOKEN = 'a service token of this test';
const server = await postgres();
type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function openWorld() {
  const database = await freshDatabase(server.url);
  const simulator = await startSimulator();
  const tracker = await startLocalTracker({ databaseUrl: database.url, token: TOKEN });
  const bot = simulator.createBot();
  const env = {
    DATABASE_URL: database.url,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: simulator.apiRoot,
    LOCAL_TRACKER_URL: tracker.url,
    LOCAL_TRACKER_TOKEN: TOKEN,
    LANES: '2',
    PORT: '0',
  };
  const failures: Error[] = [];
  const config = readConfig(env, { trackers, messengers });
  const services = await startServices(
    config,
    silent,
    (error) => failures.push(error),
    () => undefined,
    noTelemetry,
  );

  async function ask<T>(as: string, method: string, path: string, body?: unknown): Promise<T> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-act-as': as, 'content-type': 'application/json' };
    const response = await fetch(tracker.url + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  return {
    simulator,
    bot,
    failures,
    ask,
    async close() {
      await services.close();
      await tracker.close();
      await simulator.close();
      await database.drop();
    },
  };
}

it('carries a conversation from a chat into the tracker and back', async () => {
  const { simulator, bot, ask } = world;
  const anna = simulator.createPerson({ name: 'Anna', language: 'en' }).with(bot);

  anna.start();
  const hello = await anna.hears('I connect this chat');
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(hello.text)?.[0];
  const { id } = await ask<{ id: string }>('anna', 'GET', '/people/me');
  await ask('anna', 'PUT', `/people/${id}/telegram`, { telegram: code });
  await anna.hears('This is Anna Karenina now');

  anna.say('The shop answers 502 since this morning');
  const menu = await anna.hears('Where does this belong');
  anna.press(menu.id, 'New issue');
  const draft = await anna.waitFor(({ buttons }) => buttons.flat().some(({ text }) => text === 'Create'));
  anna.press(draft.id, 'Create');
  const created = await anna.hears('created as');
  const { issues } = await ask<{ issues: { id: string; subject: string }[] }>('boris', 'GET', '/issues?status=open');
  const issue = issues.find(({ subject }) => subject.startsWith('The shop answers 502'));
  expect(issue).toBeDefined();

  await ask('boris', 'PUT', `/issues/${issue?.id}`, { text: 'The upstream was full; moved it. Please check.' });
  const news = await anna.hears('The upstream was full');
  expect(news.id).toBeGreaterThan(created.id);

  const reply = anna.reply(news.id, 'It works now, thank you');
  const texts = await until(async () => {
    const read = await ask<{ journals: { text: string; author: { name: string } }[] }>(
      'boris',
      'GET',
      `/issues/${issue?.id}`,
    );
    const found = read.journals.find(({ text }) => text.includes('It works now'));
    return found ?? false;
  });
  expect(texts).toMatchObject({ author: { name: 'Anna Karenina' } });
  await anna.waitFor(({ id, reactions }) => id === reply && reactions.some(({ emoji }) => emoji === '👌'));
  expect(world.failures).toEqual([]);
});
