import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue, PATIENCE } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
/** Half a minute: long enough for a probe between a mended tracker and the end of patience. */
const GIVE_UP_AFTER_DAYS = 30 / 86_400;
const WORDS = ['first', 'second', 'third'];
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { lanes: 2, options: { giveUpAfterDays: GIVE_UP_AFTER_DAYS } });
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

it('what a Redmine refused until it was given up arrives once, in order, when it is replayed, and its person hears of both', async () => {
  const { cluster, office, toRedmine } = stage;
  const { chat } = await stage.linked('Anna', 'Karenina', 'Customer');
  const { issue, told } = await makeIssue(chat, 'The shop answers 502');
  const letters = async () =>
    (await cluster.run(['dead-letters', 'list', '--desk', 'acme', '--json'])).output.split('\n');

  const refusal = toRedmine.plan(() => true, { status: 503 }, Infinity);
  const said: number[] = [];
  for (const words of WORDS) {
    const message = chat.reply(told.id, words);
    said.push(message);
    await isMarked(chat, message, ['✍'], PATIENCE);
  }
  await chat.hears('I could not add this', { withinMs: 120_000 });
  const givenUp = `SELECT FROM dead_letter WHERE kind = 'write' AND standing = 'open'`;
  await until(async () => (await cluster.ask(givenUp)).length === WORDS.length, { within: 150_000, every: 200 });
  const listed = (await letters()).map((line): { number: number } => JSON.parse(line));
  expect(listed).toHaveLength(WORDS.length);
  expect(JSON.stringify(listed)).not.toContain('first');
  expect((await office.read(issue)).journals).toEqual([]);

  refusal.lift();
  const replays = await Promise.all([1, 2].map(() => cluster.run(['dead-letters', 'replay', '--desk', 'acme'])));
  for (const { output } of replays) expect(output).toContain('Replayed: ');
  await chat.hears('Trying again', { withinMs: 60_000, after: said[0] ?? 0 });
  for (const message of said) await isMarked(chat, message, ['👌'], { withinMs: 90_000 });

  const { journals } = await office.read(issue);
  expect(journals.map(({ notes }) => notes)).toEqual(WORDS);
  const { output } = await cluster.run(['dead-letters', 'show', String(listed[0]?.number)]);
  expect(output).toMatch(/standing +replayed/);
  expect(cluster.errors()).toEqual([]);
});
