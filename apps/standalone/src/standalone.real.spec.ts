import { rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromium } from '#testkit/parts';
import { DemoPage, openBrowser } from './rehearsal/open-page.js';
import { freshPlace, npmStart, type Place, type Started } from './rehearsal/npm-start.js';

const executable = await chromium();

/** Five seconds where nothing else needs the machine. */
const ENDS_WITHIN_MS = 30_000;

describe('npm start', () => {
  let browser: Browser;
  let place: Place;
  let running: Started[] = [];

  beforeAll(async () => {
    browser = await openBrowser(executable);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    place = await freshPlace();
  });
  afterEach(async () => {
    for (const one of running) one.signal('SIGTERM');
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
    await place.leave();
  });

  function start(env?: Record<string, string>): Started {
    const started = npmStart(place, env);
    running.push(started);
    void started.ended.then(() => {
      running = running.filter((one) => one !== started);
    });
    return started;
  }

  it('carries words from the chat to an issue, the answer back, and the reply to the same issue', async () => {
    const demo = await DemoPage.open(browser, await start().address);
    await demo.write('The shop answers 502 since this morning');
    await demo.press('New issue');
    await demo.press('Create');
    await demo.issueTitle('The shop answers 502').waitFor();
    await demo.fromBot('created as #4318').waitFor();

    await demo.answerAsBoris('The upstream was full; moved it. Please check.');
    await demo.reply(demo.fromBot('The upstream was full'), 'It works <b>now</b>, thank you!');
    await demo.inThread('It works <b>now</b>, thank you!').waitFor();

    await demo.counter('sent', 3).waitFor();
    await demo.counter('arrived', 3).waitFor();
    await demo.counter('lost', 0).waitFor();
    await demo.counter('doubled', 0).waitFor();
    await demo.page.getByText('Use your own bot').waitFor();
  });

  it('hides no time of the strip, however wide the page is', async () => {
    const demo = await DemoPage.open(browser, await start().address);
    expect(await demo.page.locator('.edge-time').count()).toBe(7);
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
      [1000, 700],
      [390, 844],
      [320, 640],
    ] as const) {
      for (const words of ['888 ms', '88.8 s']) expect(await demo.hiddenTimesAt(width, height, words)).toEqual([]);
    }
  });

  it('links Mark by the code he enters on his own page of the tracker', async () => {
    const demo = await DemoPage.open(browser, await start().address);
    await demo.page.getByRole('tab', { name: 'Mark' }).click();
    await demo.press('Start');
    await demo.page.getByRole('button', { name: 'Open My account' }).click();
    const code = await demo.page.locator('.words code').textContent();
    await demo.page.getByLabel('Telegram').fill(code ?? '');
    await demo.press('Save');
    await demo.fromBot('This is Mark Volokhov now.').waitFor();
    await demo.page.getByRole('tab', { name: 'Mark linked' }).waitFor();
  });

  it('goes on with an unfinished dialog after kill −9 of the services, and loses and doubles nothing while it is broken', async () => {
    const demo = await DemoPage.open(browser, await start().address);
    await demo.write('The labels are blue');
    await demo.press('New issue');
    await demo.fromBot('Support').waitFor();
    await demo.press('Kill the worker');
    await demo.press('Create');
    await demo.issueTitle('The labels are blue').waitFor();

    await demo.press('Stop the tracker');
    await demo.reply(demo.fromBot('created as #4318'), 'Written while the tracker was down');
    await demo.counter('sent', 2).waitFor();
    await demo.press('Start it again');
    // A tracker that was down is asked again at least every minute.
    await demo.inThread('Written while the tracker was down').waitFor({ timeout: 90_000 });
    await demo.press('Lose its answers');
    await demo.reply(demo.fromBot('created as #4318'), 'Written while answers were lost');
    await demo.press('Empty the caches');
    await demo.inThread('Written while answers were lost').waitFor();
    await demo.press('Send 200 messages');
    await demo.counter('arrived', 203).waitFor();
    await demo.counter('lost', 0).waitFor();
    await demo.counter('doubled', 0).waitFor();
  });

  it('ends on Ctrl-C, and the next start goes on with everything, also after kill −9', async () => {
    const first = start();
    const before = await DemoPage.open(browser, await first.address);
    await before.write('The door is stuck');
    await before.press('New issue');
    await before.fromBot('Support').waitFor();
    first.signal('SIGINT');
    expect(await Promise.race([first.ended, afterMs(ENDS_WITHIN_MS)])).toBe(0);

    const second = start();
    const between = await DemoPage.open(browser, await second.address);
    await between.press('Create');
    await between.issueTitle('The door is stuck').waitFor();
    await between.write('So is the window');
    await between.press('New issue');
    await between.fromBot('Support').waitFor();
    second.signal('SIGKILL');
    await second.ended;

    const after = await DemoPage.open(browser, await start().address);
    await after.press('Create');
    await after.issueTitle('So is the window').waitFor();
    await after.counter('arrived', 2).waitFor();
  });

  it('brings what waits for a stopped tracker over kill −9 and the next start', async () => {
    const first = start();
    const before = await DemoPage.open(browser, await first.address);
    await before.write('The lamp is out');
    await before.press('New issue');
    await before.press('Create');
    await before.fromBot('created as #4318').waitFor();
    await before.press('Stop the tracker');
    await before.reply(before.fromBot('created as #4318'), 'Written while the tracker was down');
    await before.fromBot('Kept for #4318').waitFor();
    first.signal('SIGKILL');
    await first.ended;

    const after = await DemoPage.open(browser, await start().address);
    // A tracker that was down is asked again at least every minute.
    await after.inThread('Written while the tracker was down').waitFor({ timeout: 90_000 });
    await after.counter('lost', 0).waitFor();
    await after.counter('doubled', 0).waitFor();
  });

  it('ends and says so where its folder is removed while it runs', async () => {
    const started = start();
    await started.address;
    await rm(join(place.folder, '.relaydesk'), { recursive: true });
    expect(await started.ended).toBe(1);
    expect(started.said.at(-1)).toContain('.relaydesk was removed while Relaydesk ran');
  });

  it('says in one sentence what keeps it from starting', async () => {
    const busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const { port } = busy.address() as AddressInfo;
    const taken = start({ PORT: String(port) });
    expect([await taken.ended, taken.said]).toEqual([1, [expect.stringContaining(`Port ${port} is in use`)]]);
    busy.close();

    const nowhere = start({ DATABASE_URL: `postgres://relaydesk@127.0.0.1:${port}/relaydesk` });
    expect([await nowhere.ended, nowhere.said]).toEqual([1, [expect.stringContaining('Postgres does not answer at')]]);

    const first = start();
    const address = await first.address;
    const second = start();
    expect([await second.ended, second.said]).toEqual([1, [expect.stringContaining(`already: ${address}`)]]);

    const other = await freshPlace();
    await writeFile(join(other.folder, '.relaydesk'), '');
    const unwritable = npmStart(other);
    expect([await unwritable.ended, unwritable.said]).toEqual([1, [expect.stringContaining('cannot be written to')]]);
    await other.leave();
  });
});

const afterMs = (ms: number): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(`still there after ${ms} ms`), ms).unref();
  });
