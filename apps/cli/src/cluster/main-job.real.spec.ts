import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '#testkit';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue, PATIENCE, pressWhenShown } from './rehearsal/conversation.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(ground, tracker, { options: { pollSeconds: 1 } });
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

it('carries a conversation from the chat into Redmine and back, under the person’s own account', async () => {
  const { office, simulator } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const boris = await office.join('Boris', 'Petrov', 'Engineer');

  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502 since this morning');
  expect(await office.read(issue)).toMatchObject({
    subject: 'The shop answers 502 since this morning',
    author: { id: anna.account.id },
  });

  await office.change(boris, issue, { notes: 'The upstream was full; moved it. Please check.' });
  const news = await anna.chat.hears('The upstream was full', PATIENCE);
  expect(news.id).toBeGreaterThan(told.id);

  const reply = anna.chat.reply(news.id, 'It works now, thank you');
  await isMarked(anna.chat, reply);
  expect((await office.read(issue)).journals.at(-1)).toMatchObject({
    user: { id: anna.account.id },
    notes: 'It works now, thank you',
  });

  const log = randomBytes(300_000);
  const sent = anna.chat.sendFile({ name: 'shop.log', bytes: log });
  await pressWhenShown(anna.chat, `(#${issue})`, sent);
  const attached = await until(async () => (await office.read(issue)).attachments[0]);
  expect(attached).toMatchObject({ filename: 'shop.log', author: { id: anna.account.id } });
  expect((await office.download(attached.id)).equals(log)).toBe(true);

  const graph = randomBytes(200_000);
  const upload = await office.upload(boris, 'graph.bin', graph);
  await office.change(boris, issue, { notes: 'This is how it looks now', uploads: [upload] });
  const shown = await anna.chat.waitFor(({ files }) => files.some(({ name }) => name === 'graph.bin'), PATIENCE);
  const served = await fetch(simulator.url + (shown.files[0]?.url ?? ''));
  expect(Buffer.from(await served.arrayBuffer()).equals(graph)).toBe(true);
  expect(stage.cluster.errors()).toEqual([]);
});

it('shows a private note to an engineer who may see it, and to nobody else', async () => {
  const { office, cluster } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const olga = await stage.linked('Olga', 'Ilyinskaya', 'Engineer');
  const boris = await office.join('Boris', 'Petrov', 'Engineer');
  const { issue } = await makeIssue(anna.chat, 'The warehouse counts twice');
  await office.change(boris, issue, { assigned_to_id: olga.account.id });

  await office.change(boris, issue, { notes: 'Their contract ends in May', private_notes: true });
  await olga.chat.hears('Their contract ends in May', PATIENCE);
  await office.change(boris, issue, { notes: 'We are on it' });
  await anna.chat.hears('We are on it', PATIENCE);

  expect(anna.chat.transcript().filter(({ text }) => text.includes('contract'))).toEqual([]);
  const { output } = await cluster.run(['why', String(issue), 'karenina']);
  expect(output).toMatch(/entry \d+ +Anna Karenina +may not see it in the tracker/);
  expect(output).toMatch(/entry \d+ +Anna Karenina +was sent it/);
  expect(output).not.toContain('Olga');
  expect(cluster.errors()).toEqual([]);
});
