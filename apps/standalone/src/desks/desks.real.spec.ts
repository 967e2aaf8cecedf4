import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startSimulator, type Simulator } from '#apps/simulator';
import { freshDatabase } from '#testkit';
import { chromium, postgres } from '#testkit/parts';
import { startLocalTracker, type LocalTracker } from '#trackers/local';
import { freshPlace, npmStart, type Place, type Started } from '../rehearsal/npm-start.js';
import { openBrowser } from '../rehearsal/open-page.js';
import { askTracker } from '../tracker/ask-tracker.js';

const executable = await chromium();
const server = await postgres();

const TOKEN = 'a service token of this test';
/** Generous: the machine may be busy with other tests. */
const PATIENCE = { withinMs: 60_000 };

let browser: Browser;
let telegram: Simulator;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let tracker: LocalTracker;
let place: Place;
let running: Started | undefined;

beforeAll(async () => {
  browser = await openBrowser(executable);
});
afterAll(() => browser.close());
beforeEach(async () => {
  place = await freshPlace();
  telegram = await startSimulator();
  database = await freshDatabase(server.url);
  tracker = await startLocalTracker({ databaseUrl: database.url, token: TOKEN });
});
afterEach(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
  await tracker.close();
  await telegram.close();
  await database.drop();
  await place.leave();
});

function start(): Started {
  const started = (running = npmStart(place));
  void started.ended.then(() => (running = undefined));
  return started;
}

/** As the README shows it, with the parts of a cluster that are not here. */
const configure = (desks: readonly object[]) =>
  writeFile(
    join(place.folder, 'relaydesk.yaml'),
    // JSON is YAML.
    JSON.stringify({
      databaseUrl: '${DATABASE_URL}',
      kafkaBrokers: ['127.0.0.1:1'],
      redisUrl: 'redis://127.0.0.1:1',
      publicUrl: 'https://desk.example.com',
      secret: '${RELAYDESK_SECRET}',
      desks,
    }),
  );
const deskOf = (id: string, name: string, token: string) => ({
  id,
  name,
  channels: [{ id: 'telegram', messenger: 'telegram', token, apiRoot: telegram.apiRoot }],
  tracker: { kind: 'local', url: tracker.url, token: TOKEN },
});

it('beside a file of desks, runs them and no demo, says which they are, and shows the way of their messages', async () => {
  const bot = telegram.createBot({ name: 'Our Support', username: 'our_support_bot' });
  await configure([deskOf('ours', 'Our Support', bot.token), deskOf('other', 'Other Support', '1:unknown')]);
  const started = start();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE.withinMs);
  await page.goto(await started.address);
  await page.getByRole('link', { name: 'https://t.me/our_support_bot' }).waitFor();
  await page.getByRole('heading', { name: 'The desks of ./relaydesk.yaml' }).waitFor();
  await page.getByText('The token of its channel telegram is not accepted.').waitFor();
  expect(await page.getByText('Acme').count()).toBe(0);
  expect(started.said.join('\n')).toContain('The desks of ./relaydesk.yaml run here, without a demo beside them');

  const anna = telegram.createPerson({ name: 'Anna', language: 'en' }).with(bot);
  anna.start();
  const hello = await anna.hears('I connect this chat', PATIENCE);
  const ask = askTracker(tracker.url, TOKEN);
  const { id } = (await (await ask('/people/me', { login: 'anna' })).json()) as { id: string };
  const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(hello.text) ?? [];
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ telegram: code });
  await ask(`/people/${id}/telegram`, { login: 'anna', method: 'PUT', headers, body });
  await anna.hears('This is Anna Karenina now', PATIENCE);
  await page.locator('.edge-time:visible', { hasText: /\d/ }).first().waitFor();
  await page.close();
});

it('says what is missing in that file, and ends', async () => {
  await configure([deskOf('ours', 'Our Support', '${OUR_BOT_TOKEN}')]);
  const started = start();
  expect(await started.ended).toBe(1);
  expect(started.said.join('\n')).toContain('the variable OUR_BOT_TOKEN is not set');
});
