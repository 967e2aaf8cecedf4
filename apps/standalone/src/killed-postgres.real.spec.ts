import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromium } from '#testkit/parts';
import { freshPlace, npmStart, type Place, type Started } from './rehearsal/npm-start.js';
import { DemoPage, openBrowser } from './rehearsal/open-page.js';
import { postmasterOf } from './rehearsal/postmaster-of.js';

const executable = await chromium();

/** Services that lost their database may have to be started again. */
const PATIENCE = { timeout: 60_000 };

let browser: Browser;
let place: Place;
let started: Started;

beforeAll(async () => {
  browser = await openBrowser(executable);
});
afterAll(() => browser.close());
beforeEach(async () => {
  place = await freshPlace();
  started = npmStart(place);
});
afterEach(async () => {
  started.signal('SIGTERM');
  await started.ended;
  await place.leave();
});

async function killPostgres(): Promise<void> {
  const { pid } = (await postmasterOf(place)) ?? {};
  if (pid === undefined) throw new Error('No Postgres runs here.');
  process.kill(pid, 'SIGKILL');
}

it('goes on with an unfinished dialog after kill −9 of its Postgres, and loses and doubles nothing', async () => {
  const demo = await DemoPage.open(browser, await started.address);
  await demo.write('The shop answers 502');
  await demo.press('New issue');
  await demo.fromBot('Support').waitFor();
  await killPostgres();
  await demo.press('Create');
  await demo.issueTitle('The shop answers 502').waitFor(PATIENCE);
  await demo.answerAsBoris('The upstream was full; moved it.');
  await demo.reply(demo.fromBot('The upstream was full'), 'It works now');
  await demo.inThread('It works now').waitFor(PATIENCE);
  await demo.counter('arrived', 3).waitFor(PATIENCE);
  await demo.counter('lost', 0).waitFor();
  await demo.counter('doubled', 0).waitFor();
  expect(started.said).toContainEqual(expect.stringContaining('Postgres ended, and starts again'));
});
