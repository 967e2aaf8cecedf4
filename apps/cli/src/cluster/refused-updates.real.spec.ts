import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { makeIssue, PATIENCE, pressWhenShown } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
const SECRET = 'x-telegram-bot-api-secret-token';
const MEGABYTE = 1_048_576;
let stage: Stage;

beforeAll(async () => {
  // On one lane nothing is taken in before what came earlier.
  stage = await openStage(ground, tracker, { lanes: 1 });
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

/** An update as Telegram would bring it; gives the status it is answered with. */
async function bring(body: string, headers: Record<string, string> = { [SECRET]: stage.webhookSecret }) {
  const url = `${stage.cluster.url}/messenger/acme/telegram`;
  const json = { 'content-type': 'application/json', connection: 'close' };
  return (await fetch(url, { method: 'POST', headers: { ...json, ...headers }, body })).status;
}

function message(text: string, person = 5_100_000_999): string {
  const from = { id: person, is_bot: false, first_name: 'Mark' };
  const chat = { id: person, type: 'private', first_name: 'Mark' };
  const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.length }] : [];
  return JSON.stringify({
    update_id: 900_000_001,
    message: { message_id: 900, date: 1_777_777_777, from, chat, text, entities },
  });
}

/** How many updates were taken in. */
async function taken(): Promise<number> {
  const [row] = await stage.cluster.ask<{ n: string }>(
    `SELECT sum(next_offset) AS n FROM lane WHERE topic = 'session-events'`,
  );
  return Number(row?.n);
}

describe('a webhook', () => {
  it.each<[string, number, () => Promise<number>]>([
    ['without a secret', 401, () => bring(message('hello'), {})],
    ['with a wrong secret', 401, () => bring(message('hello'), { [SECRET]: 'guessed' })],
    ['with a wrong secret and too long a body', 401, () => bring(message('x'.repeat(2 * MEGABYTE)), {})],
    ['with truncated JSON', 400, () => bring(message('hello').slice(0, -9))],
    ['with a body of 2 MB', 413, () => bring(message('x'.repeat(2 * MEGABYTE)))],
    ['with an update of an unknown type', 200, () => bring('{"update_id":900000002,"prophecy":{"of":"doom"}}')],
    ['with JSON that is no update', 200, () => bring('[[[["update_id"]]]]')],
  ])('%s is answered with %d, and nothing is written', async (_, status, ask) => {
    const before = await taken();
    expect(await ask()).toBe(status);
    const someone = stage.stranger('Mark');
    someone.start();
    await someone.hears('I connect this chat', PATIENCE);
    expect(await taken()).toBe(before + 1);
    expect(stage.cluster.errors()).toEqual([]);
  });

  it('that is brought twice is answered once', async () => {
    const mark = stage.stranger('Mark');
    mark.start();
    await mark.hears('I connect this chat', PATIENCE);
    const asked = message('/help', mark.person);
    expect([await bring(asked), await bring(asked)]).toEqual([200, 200]);
    mark.say('/cancel');
    await mark.hears('Put away', PATIENCE);
    expect(mark.transcript().filter(({ text }) => text.includes('/help shows this'))).toHaveLength(1);
  });
});

describe('a button', () => {
  it('with made-up data does nothing but end its spinner', async () => {
    const anna = await stage.linked('Anna', 'Karenina', 'Customer');
    const said = anna.chat.say('The shop answers 502');
    const menu = await anna.chat.hears('Where does this belong', { ...PATIENCE, after: said });
    for (const data of ['create', '..new', 'x'.repeat(64), '{"verb":"create"}'])
      await anna.chat.pressData(menu.id, data).toast(PATIENCE);
    await pressWhenShown(anna.chat, 'Drop it', said);
    await anna.chat.hears('Nothing was sent', { ...PATIENCE, after: said });
    expect(await stage.office.createdBy(anna.account)).toEqual([]);
    expect(stage.cluster.errors()).toEqual([]);
  });

  it('of another person’s menu changes nothing, theirs or one’s own', async () => {
    const anna = await stage.linked('Anna', 'Karenina', 'Customer');
    const mark = await stage.linked('Mark', 'Volokhov', 'Customer');
    const said = anna.chat.say('The shop answers 502');
    const menu = await anna.chat.hears('Where does this belong', { ...PATIENCE, after: said });
    const drop = menu.buttons.flat().find(({ text }) => text === 'Drop it')?.data ?? '';
    const own = mark.chat.say('The till is stuck');
    const his = await mark.chat.hears('Where does this belong', { ...PATIENCE, after: own });
    const { text } = await mark.chat.pressData(his.id, drop).toast(PATIENCE);
    expect(text).toContain('someone else');
    await pressWhenShown(mark.chat, 'Drop it', own);
    await mark.chat.hears('Nothing was sent', { ...PATIENCE, after: own });

    await makeIssue(anna.chat, 'since this morning');
    expect(await stage.office.createdBy(mark.account)).toEqual([]);
    const [made] = await stage.office.createdBy(anna.account);
    expect(made?.description).toContain('The shop answers 502');
    expect(stage.cluster.errors()).toEqual([]);
  });
});
