import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { kafka, ownRedis, postgres, redmine } from '#testkit/parts';
import { isMarked, PATIENCE, pressWhenShown } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const own = await ownRedis();
const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: own.url };
const tracker = await redmine();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker);
  await stage.cluster.startAll();
});
afterAll(async () => {
  await stage.close();
  await own.stop();
});

async function flushAll(): Promise<void> {
  const operator = new Redis(own.url);
  await operator.flushall();
  operator.disconnect();
}

const ownerships = () => stage.cluster.ask(`SELECT topic, lane, epoch, nonce FROM lane ORDER BY topic, lane`);

it('goes on with a dialog in the middle of which Redis is emptied, and keeps every lane', async () => {
  const { chat, account } = await stage.linked('Anna', 'Karenina', 'Customer');
  const owned = await ownerships();
  const said = chat.say('The shop answers 502');
  await chat.hears('Where does this belong', { ...PATIENCE, after: said });
  await flushAll();
  await pressWhenShown(chat, 'New issue', said);
  await flushAll();
  await pressWhenShown(chat, 'Create', said);
  await flushAll();
  const told = await chat.hears('created as', { ...PATIENCE, after: said });
  await flushAll();
  await isMarked(chat, chat.reply(told.id, 'It works now'));

  const [issue] = await stage.office.createdBy(account);
  const { journals } = await stage.office.read(issue?.id ?? 0);
  expect(journals.map(({ notes }) => notes)).toEqual(['It works now']);
  expect(await ownerships()).toEqual(owned);
  expect(stage.cluster.errors()).toEqual([]);
});

it('goes on with a dialog in the middle of which Redis falls silent', async () => {
  const { chat, account } = await stage.linked('Vera', 'Pavlovna', 'Customer');
  const said = chat.say('The warehouse counts twice');
  await chat.hears('Where does this belong', { ...PATIENCE, after: said });
  await own.pause();
  await pressWhenShown(chat, 'New issue', said);
  await pressWhenShown(chat, 'Create', said);
  await chat.hears('created as', { ...PATIENCE, after: said });
  chat.say('/help');
  await chat.hears('/help shows this', PATIENCE);
  await own.resume();
  expect(await stage.office.createdBy(account)).toHaveLength(1);
  expect(stage.cluster.errors()).toEqual([]);
});
