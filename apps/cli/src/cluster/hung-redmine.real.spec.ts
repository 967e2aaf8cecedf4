import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue } from './rehearsal/conversation.js';
import { openStage, type Stage, type StagedDesk } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
/** A hung write is given up after 30 s. What waited for it would take longer than this. */
const UNHINDERED_MS = 25_000;
const WRITERS = 20;
let stage: Stage;

beforeAll(async () => {
  // Both desks share the one lane of every topic.
  stage = await openStage(ground, tracker, { lanes: 1, desks: ['acme', 'globex'] });
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

/** Brings an update to a desk's webhook; fails where it is not acknowledged at once. */
async function bring({ id, webhookSecret }: StagedDesk, update: number, text: string): Promise<number> {
  const person = 5_200_000_000 + update;
  const from = { id: person, is_bot: false, first_name: 'Mark' };
  const message = { message_id: 1, date: 1_777_777_777, from, chat: { ...from, type: 'private' }, text };
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhookSecret };
  const body = JSON.stringify({ update_id: update, message });
  const signal = AbortSignal.timeout(UNHINDERED_MS);
  const url = `${stage.cluster.url}/messenger/${id}/telegram`;
  return (await fetch(url, { method: 'POST', headers, body, signal })).status;
}

it('a Redmine that hangs delays neither the acknowledgement of updates nor another desk, and gets its words later', async () => {
  const { office } = stage;
  const [acme, globex] = stage.desks as [StagedDesk, StagedDesk];
  const anna = await acme.linked('Anna', 'Karenina', 'Customer');
  const vera = await globex.linked('Vera', 'Pavlovna', 'Customer');
  const annas = await makeIssue(anna.chat, 'The shop answers 502');
  const veras = await makeIssue(vera.chat, 'The warehouse counts twice');

  const hang = acme.toRedmine.plan(({ method }) => method === 'PUT', 'hang-before', Infinity);
  const hung = anna.chat.reply(annas.told.id, 'And now nothing at all');
  await hang.met;

  const updates = Array.from({ length: WRITERS }, (_, at) => 700_000_001 + at);
  const acknowledged = await Promise.all(updates.map((update) => bring(acme, update, 'Is anybody there?')));
  expect(acknowledged).toEqual(updates.map(() => 200));
  for (const words of ['first', 'second', 'third']) {
    const patience = { withinMs: UNHINDERED_MS };
    await isMarked(vera.chat, vera.chat.reply(veras.told.id, words), ['👌'], patience);
  }
  expect((await office.read(annas.issue)).journals).toEqual([]);

  hang.lift();
  await isMarked(anna.chat, hung, ['👌'], { withinMs: 120_000 });
  expect((await office.read(annas.issue)).journals.map(({ notes }) => notes)).toEqual(['And now nothing at all']);
  const { journals } = await office.read(veras.issue);
  expect(journals.map(({ notes }) => notes)).toEqual(['first', 'second', 'third']);
  expect(stage.cluster.errors()).toEqual([]);
});
