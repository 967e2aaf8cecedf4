import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { backUp, restore } from './rehearsal/backup.js';
import { isMarked, makeIssue, PATIENCE } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { options: { pollSeconds: 1 } });
});
afterAll(() => stage.close());

const notesOf = async (issue: number) => (await stage.office.read(issue)).journals.map(({ notes }) => notes);

it('restored to an older point, on a Kafka that went on, it loses no write to Redmine, doubles none and keeps their order', async () => {
  const { cluster, office, toRedmine } = stage;
  const beganAt = Date.now();
  const services = await cluster.startAll();
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const vera = await stage.linked('Vera', 'Pavlovna', 'Customer');
  const boris = await office.join('Boris', 'Petrov', 'Engineer');
  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502');
  const say = async (words: string) => isMarked(anna.chat, anna.chat.reply(told.id, words));
  await say('word 1');
  const underWay = toRedmine.plan(({ method, path }) => method === 'PUT' && path.includes(`/${issue}.`), 'cut-after');
  const second = anna.chat.reply(told.id, 'word 2');
  await underWay.met;
  await backUp(cluster);
  const backedUpAt = Date.now();

  await isMarked(anna.chat, second);
  for (const words of ['word 3', 'thanks', 'thanks']) await say(words);
  await office.change(boris, issue, { notes: 'Which shop?' });
  const news = await anna.chat.hears('Which shop?', PATIENCE);
  await isMarked(anna.chat, anna.chat.reply(news.id, 'The one in Oslo'));
  const veras = await makeIssue(vera.chat, 'The warehouse counts twice');
  await isMarked(vera.chat, vera.chat.reply(veras.told.id, 'And on Mondays thrice'));

  for (const service of Object.values(services)) expect(await service.stop()).toBe(0);
  await restore(cluster);
  const last = vera.chat.transcript().at(-1)?.id ?? 0;
  const startedAgainAt = Date.now();
  await cluster.startAll();

  // What was shown since is not known any more, and shown again: an answer finds its issue by that.
  const toldAgain = await vera.chat.hears('created as', { ...PATIENCE, after: last });
  await say('word 4');
  await isMarked(vera.chat, vera.chat.reply(toldAgain.id, 'Still so'));
  await until(async () => (await cluster.ask(`SELECT FROM work WHERE kind = 'write'`)).length === 0);
  expect(await notesOf(issue)).toEqual([
    'word 1',
    'word 2',
    'word 3',
    'thanks',
    'thanks',
    'Which shop?',
    'The one in Oslo',
    'word 4',
  ]);
  expect((await office.createdBy(anna.account)).map(({ id }) => id)).toEqual([issue]);
  expect((await office.createdBy(vera.account)).map(({ id }) => id)).toEqual([veras.issue]);
  expect(await notesOf(veras.issue)).toEqual(['And on Mondays thrice', 'Still so']);
  const { output } = await cluster.run(['doctor']);
  const [since = '', end = ''] =
    /nothing of what was done between (.*) and (.*) at the latest/.exec(output)?.slice(1) ?? [];
  expect(Date.parse(since)).toBeGreaterThan(beganAt);
  expect(Date.parse(since)).toBeLessThanOrEqual(backedUpAt);
  expect(Date.parse(end)).toBeGreaterThan(startedAgainAt);
  // Shown since the backup, and so shown again.
  const shown = ({ chat }: typeof anna, words: string) => chat.transcript().filter(({ text }) => text.includes(words));
  expect(shown(anna, 'Which shop?')).toHaveLength(2);
  expect(shown(vera, 'created as')).toHaveLength(2);
  expect(cluster.errors()).toEqual([]);
});
