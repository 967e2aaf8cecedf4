import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue } from './rehearsal/conversation.js';
import type { ServiceProcess } from './rehearsal/service-process.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
const OTHERS = 20;
const PATIENCE = { withinMs: 90_000 };
let stage: Stage;
let first: ServiceProcess;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { lanes: 4, options: { unknownPeople: 'allow' } });
  ({ 'tracker-adapter': first } = await stage.cluster.startAll());
});
afterAll(() => stage.close());

const wordsOf = (texts: readonly (string | null)[]) => texts.flatMap((text) => text?.match(/word \d+/g) ?? []);
const firstWords = (count: number) => Array.from({ length: count }, (_, at) => `word ${at + 1}`);

/** The tracker-adapter that has a write to this issue under way. */
async function writerOf(issue: number, adapters: readonly ServiceProcess[]): Promise<ServiceProcess> {
  const [lane] = await stage.cluster.ask<{ holder: string }>(
    `SELECT holder FROM work JOIN lane USING (topic, lane) JOIN write_intent ON command = work.id
     WHERE topic = 'tracker-work' AND state IN ('sending', 'unknown') AND issue = $1`,
    [String(issue)],
  );
  const writer = adapters.find(({ pid }) => lane?.holder.includes(`-${pid}-`));
  if (!writer) throw new Error(`Nobody of ours writes to #${issue}: ${lane?.holder}`);
  return writer;
}

it('brings a person’s messages to Redmine once and in order while 20 chats write, adapters come and go, and one is killed', async () => {
  const { cluster, office, toRedmine } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502');
  const others = Array.from({ length: OTHERS }, () => {
    const name = `Stranger ${randomUUID()}`;
    return { name, chat: stage.stranger(name) };
  });
  const everyoneSays = (word: number) => others.map(({ chat }) => ({ chat, message: chat.say(`word ${word}`) }));
  const said: number[] = [];
  /** One by one, as fast as they are taken. */
  const annaSays = async (count: number) => {
    for (let i = 0; i < count; i += 1) {
      const message = anna.chat.reply(told.id, `word ${said.length + 1}`);
      said.push(message);
      await isMarked(anna.chat, message, ['✍', '👌'], PATIENCE);
    }
  };

  everyoneSays(1);
  await annaSays(3);
  const second = cluster.start('tracker-adapter');
  await annaSays(3);
  const adapters = [first, await second];

  const halfway = toRedmine.plan(({ method, path }) => method === 'PUT' && path.includes(`/${issue}.`), 'hang-after');
  await annaSays(3);
  await halfway.met;
  const killed = await writerOf(issue, adapters);
  await killed.kill();
  const last = everyoneSays(2);
  await annaSays(1);

  await cluster.start('tracker-adapter');
  await Promise.all(adapters.filter((adapter) => adapter !== killed).map((adapter) => adapter.stop()));
  await annaSays(2);

  for (const message of said) await isMarked(anna.chat, message, ['👌'], PATIENCE);
  const { journals } = await office.read(issue);
  expect(wordsOf(journals.map(({ notes }) => notes))).toEqual(firstWords(said.length));
  for (const { chat, message } of last) await isMarked(chat, message, ['👌'], PATIENCE);
  const created = await office.titled('word 1');
  for (const { name } of others) {
    const theirs = created.filter(({ description }) => description?.startsWith(`from ${name},`));
    expect(theirs).toHaveLength(1);
    const { description, journals: notes } = await office.read(theirs[0]?.id ?? 0);
    expect(wordsOf([description, ...notes.map((journal) => journal.notes)])).toEqual(firstWords(2));
  }
  expect(cluster.errors()).toEqual([]);
});
