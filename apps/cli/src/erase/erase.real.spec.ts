import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue, PATIENCE } from '../cluster/rehearsal/conversation.js';
import { openStage, type Stage } from '../cluster/rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
const WORDS = ['quizzical zeppelin', 'Жёлтый цеппелин', 'a "quoted" zeppelin'] as const;
const [SUBJECT, REPLY, HELD] = WORDS;
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { options: { pollSeconds: 1 } });
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

async function userOf(account: number): Promise<string> {
  const [link] = await stage.cluster.ask<{ user_key: string }>(`SELECT user_key FROM link WHERE account = $1`, [
    String(account),
  ]);
  return link?.user_key.split('/').at(-1) ?? '';
}

const erase = (user: string, ...more: string[]) =>
  stage.cluster.run(['erase', '--desk', 'acme', '--person', user, '--channel', 'telegram', '--yes', ...more]);

it('erases a person whose words went through everything, while the cluster runs and a write of theirs is under way', async () => {
  const { cluster, office, toRedmine } = stage;
  const anna = await stage.linked('Anastasia', 'Karenina', 'Customer');
  const vera = await stage.linked('Vera', 'Pavlovna', 'Customer');
  const annas = await makeIssue(anna.chat, SUBJECT);
  const veras = await makeIssue(vera.chat, 'The warehouse counts twice');
  const boris = await office.join('Boris', 'Petrov', 'Engineer');
  await office.change(boris, annas.issue, { notes: `Which zeppelin?` });
  const news = await anna.chat.hears('Which zeppelin?', PATIENCE);
  await isMarked(anna.chat, anna.chat.reply(news.id, REPLY));
  const held = toRedmine.plan(
    ({ method, path }) => method === 'PUT' && path.includes(`/${annas.issue}.`),
    'hang-before',
    Infinity,
  );
  anna.chat.reply(news.id, HELD);
  await held.met;
  const user = await userOf(anna.account.id);

  const { code, output } = await erase(user, '--search', ...WORDS, 'Anastasia');
  for (const store of ['Postgres', 'Redis']) expect(output).toContain(`${store}: nothing of them is left.`);
  for (const topic of ['session-events', 'tracker-work', 'deliveries']) {
    expect(output).toMatch(
      new RegExp(`Kafka, ${topic}: \\d+ of \\d+ records hold something of them; the last is gone by 20`),
    );
  }
  expect(output).toContain('nothing of them is left but what goes by itself');
  for (const words of [...WORDS, user]) expect(output).not.toContain(words);
  expect(code).toBe(0);
  expect((await erase(user)).output).toContain('There is nothing to erase');
  expect(await cluster.ask(`SELECT desk, whose FROM erasure WHERE finished_at IS NOT NULL`)).toEqual([
    { desk: 'acme', whose: 'person' },
    { desk: 'acme', whose: 'person' },
  ]);

  held.lift();
  await isMarked(vera.chat, vera.chat.reply(veras.told.id, 'It does so again'));
  expect((await office.read(veras.issue)).journals.map(({ notes }) => notes)).toEqual(['It does so again']);
  expect((await office.read(annas.issue)).journals.map(({ notes }) => notes)).toEqual(['Which zeppelin?', REPLY]);
  anna.chat.say('/help');
  await anna.chat.hears('/help shows this', PATIENCE);
  expect(cluster.errors()).toEqual([]);
});

it('says where words are left that are somebody else’s by now, and not what they are', async () => {
  const { cluster } = stage;
  const olga = await stage.linked('Olga', 'Ilyinskaya', 'Customer');
  const lev = await stage.linked('Lev', 'Myshkin', 'Customer');
  lev.chat.say('Olga told me of an ineffable marmot');
  await lev.chat.hears('Where does this belong', PATIENCE);
  const { code, output } = await erase(await userOf(olga.account.id), '--search', 'ineffable marmot');
  expect(output).toContain('Postgres: something of them is left in public.lane_state.state: 1');
  expect(output).not.toContain('marmot');
  expect(code).toBe(1);
  await until(async () => (await cluster.ask(`SELECT FROM link WHERE account = $1`, [String(lev.account.id)])).length);
});

it('does not call a desk erased that nobody knows', async () => {
  const { cluster } = stage;
  const { code, output } = await cluster.run(['erase', '--desk', 'acme-ue', '--yes']);
  expect(output).toContain('Nothing was ever here of a desk acme-ue: is it spelt right? Configured are acme.');
  expect(code).toBe(1);
  expect(await cluster.ask(`SELECT FROM erasure WHERE desk = 'acme-ue' AND finished_at IS NOT NULL`)).toEqual([]);
});

it('does not erase a desk that is configured, and asks for a person’s channel', async () => {
  const { cluster } = stage;
  expect(await cluster.run(['erase', '--desk', 'acme', '--yes'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('Desk acme is configured'),
  });
  expect(await cluster.run(['erase', '--desk', 'acme', '--person', '1', '--yes'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('--person and --channel together'),
  });
});
