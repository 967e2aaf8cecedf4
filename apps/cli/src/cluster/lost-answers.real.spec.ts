import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue, PATIENCE } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
/** A write is waited for 30 s. */
const TIME_OUT = { withinMs: 120_000 };
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker);
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

type Request = { method: string; path: string };
const isCreation = ({ method, path }: Request) => method === 'POST' && path.startsWith('/issues.json');
const isComment = ({ method, path }: Request) => method === 'PUT' && /^\/issues\/\d/.test(path);

it('makes exactly one issue where Redmine answers after our time-out', async () => {
  const { office, toRedmine } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  toRedmine.plan(isCreation, 'hang-after');
  const { issue } = await makeIssue(anna.chat, 'The shop answers 502 since this morning', TIME_OUT);
  const made = await office.createdBy(anna.account);
  expect(made.map(({ id, subject }) => ({ id, subject }))).toEqual([
    { id: issue, subject: 'The shop answers 502 since this morning' },
  ]);
  expect(toRedmine.seen.filter(isCreation)).toHaveLength(1);
});

it('makes exactly one issue, and one comment, where Redmine’s answers are lost', async () => {
  const { office, toRedmine } = stage;
  const vera = await stage.linked('Vera', 'Pavlovna', 'Customer');
  const before = toRedmine.seen.filter(isCreation).length;
  toRedmine.plan(isCreation, 'cut-after');
  const { issue, told } = await makeIssue(vera.chat, 'The warehouse counts twice');

  toRedmine.plan(isComment, 'cut-after');
  const reply = vera.chat.reply(told.id, 'And three times on Sundays');
  await isMarked(vera.chat, reply);

  expect((await office.createdBy(vera.account)).map(({ id }) => id)).toEqual([issue]);
  expect(toRedmine.seen.filter(isCreation)).toHaveLength(before + 1);
  const { journals } = await office.read(issue);
  expect(journals.map(({ notes }) => notes)).toEqual(['And three times on Sundays']);
});

it('sends again what Redmine never saw', async () => {
  const { office, toRedmine } = stage;
  const mark = await stage.linked('Mark', 'Volokhov', 'Customer');
  const cut = toRedmine.plan(isCreation, 'cut-before');
  const { issue } = await makeIssue(mark.chat, 'The till is stuck', PATIENCE);
  await cut.met;
  expect((await office.createdBy(mark.account)).map(({ id }) => id)).toEqual([issue]);
});
