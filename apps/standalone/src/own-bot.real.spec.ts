import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startSimulator, type Simulator } from '#apps/simulator';
import { chromium, redmine } from '#testkit/parts';
import { httpProxy } from '#testkit/proxies';
import { freshPlace, npmStart, type Place, type Started } from './rehearsal/npm-start.js';
import { openBrowser } from './rehearsal/open-page.js';
import { redmineByHand } from './rehearsal/redmine-by-hand.js';

const executable = await chromium();
const part = await redmine();
const office = redmineByHand(part);

/** Sooner than it would give up by itself, after 15 s. */
const ENDS_WITHIN_MS = 12_000;
/** Generous: the machine may be busy with other tests. */
const PATIENCE = { withinMs: 60_000 };
const CODE = /[0-9A-Z]{4}-[0-9A-Z]{4}/;

describe('npm start with a bot of one’s own', () => {
  let browser: Browser;
  let telegram: Simulator;
  let bot: { id: number; token: string };
  let place: Place;
  let running: Started[] = [];

  beforeAll(async () => {
    browser = await openBrowser(executable);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    place = await freshPlace();
    telegram = await startSimulator();
    bot = telegram.createBot({ name: 'Our Support', username: 'our_support_bot' });
  });
  afterEach(async () => {
    for (const one of running) one.signal('SIGTERM');
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
    await telegram.close();
    await place.leave();
  });

  function start(env: Record<string, string> = {}): Started {
    const own = { TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_BOT_TOKEN: bot.token };
    const started = npmStart(place, { ...own, ...env });
    running.push(started);
    void started.ended.then(() => {
      running = running.filter((one) => one !== started);
    });
    return started;
  }
  async function look(started: Started): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE.withinMs);
    await page.goto(await started.address);
    await page.getByRole('link', { name: 'https://t.me/our_support_bot' }).waitFor();
    return page;
  }
  const anna = () => telegram.createPerson({ name: 'Anna', language: 'en' }).with(bot);
  const codeIn = (text: string) => CODE.exec(text)?.[0] ?? '';

  it('shows its link and QR code, and takes a person’s code on the page of the local tracker', async () => {
    const page = await look(start());
    await page.getByRole('img', { name: 'QR code of https://t.me/our_support_bot' }).waitFor();
    const chat = anna();
    chat.start();
    const hello = await chat.hears('I connect this chat', PATIENCE);
    await page.getByRole('button', { name: 'Open My account' }).click();
    await page.getByRole('button', { name: 'Mark Volokhov' }).click();
    await page.getByText('You are Mark Volokhov here').waitFor();
    await page.getByLabel('Telegram').fill(codeIn(hello.text));
    await page.getByRole('button', { name: 'Save' }).click();
    await chat.hears('This is Mark Volokhov now', PATIENCE);
    await page.close();
  });

  it('carries words into a real Redmine under the person’s account, the note back and the reply to it, and no private note', async () => {
    const page = await look(start({ REDMINE_URL: part.url, REDMINE_API_KEY: part.apiKey }));
    await page.getByText('Relaydesk works there as Redmine Admin.').waitFor();
    await page.getByRole('link', { name: 'My account' }).waitFor();
    const chat = anna();
    chat.start();
    const hello = await chat.hears('I connect this chat', PATIENCE);
    await office.enterCode(office.person('anna'), codeIn(hello.text));
    await chat.hears('This is Anna Karenina now', PATIENCE);

    const said = chat.say('The shop answers 502 since this morning');
    const menu = await chat.hears('Where does this belong?', { ...PATIENCE, after: said });
    chat.press(menu.id, 'New issue');
    await chat.waitFor(({ buttons }) => buttons.flat().some(({ text }) => text === 'Create'), PATIENCE);
    chat.press(menu.id, 'Create');
    const created = await chat.hears('created as', { ...PATIENCE, after: said });
    const issue = Number(/#(\d+)/.exec(created.text)?.[1]);
    expect((await office.read(issue)).author.id).toBe(office.person('anna').id);

    const boris = office.person('boris');
    await office.note(boris, issue, 'Their contract ends in May', true);
    await office.note(boris, issue, 'The upstream was full; moved it. Please check.');
    const news = await chat.hears('The upstream was full', { ...PATIENCE, after: created.id });
    const reply = chat.reply(news.id, 'It works now, thank you');
    await chat.waitFor(({ id, reactions }) => id === reply && reactions.some(({ emoji }) => emoji === '👌'), PATIENCE);
    expect((await office.read(issue)).journals.at(-1)).toMatchObject({
      user: { id: office.person('anna').id },
      notes: 'It works now, thank you',
    });
    expect(chat.transcript().filter(({ text }) => text.includes('contract'))).toEqual([]);
    await page.close();
  });

  it('starts while Redmine does not answer, says so, and says when it does', async () => {
    const toRedmine = await httpProxy({ to: part.url });
    const outage = toRedmine.plan(() => true, { status: 503 }, Infinity);
    const started = start({ REDMINE_URL: toRedmine.url, REDMINE_API_KEY: part.apiKey });
    const page = await look(started);
    expect(started.said).toContainEqual(expect.stringContaining(`No Redmine answers at ${toRedmine.url} now`));
    await page.getByText('It does not answer right now. What people write is kept').waitFor();
    outage.lift();
    await page.getByText('Relaydesk works there as Redmine Admin.').waitFor();
    await page.close();
    await toRedmine.stop();
  });

  it.each([
    [
      'a token Telegram does not know',
      { TELEGRAM_BOT_TOKEN: '1:unknown' },
      /Telegram knows no bot of this TELEGRAM_BOT_TOKEN/,
    ],
    ['a Telegram that is not there', { TELEGRAM_API_ROOT: 'http://127.0.0.1:1' }, /Telegram does not answer at http/],
    ['an address that is none', { REDMINE_URL: 'redmine', REDMINE_API_KEY: 'k' }, /- REDMINE_URL: must be an http/],
    ['no key', { REDMINE_URL: part.url }, /REDMINE_URL needs REDMINE_API_KEY beside it/],
    ['a key Redmine does not take', { REDMINE_URL: part.url, REDMINE_API_KEY: 'k' }, /does not take REDMINE_API_KEY/],
  ])('ends with one sentence where it is given %s', async (_, env, sentence) => {
    const started = start(env);
    expect([await started.ended, started.said.join('\n')]).toEqual([1, expect.stringMatching(sentence)]);
    expect(started.said.join('\n')).not.toMatch(/^ {4}at /m);
  });

  it('ends on Ctrl-C while it still waits for Telegram to answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const asked = once(silent, 'connection');
    const { port } = silent.address() as AddressInfo;
    const started = start({ TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` });
    const [socket] = await asked;
    started.signal('SIGINT');
    const late = new Promise((resolve) => setTimeout(resolve, ENDS_WITHIN_MS, 'still there').unref());
    expect(await Promise.race([started.ended, late])).toBe(0);
    socket.destroy();
    silent.close();
  });
});
