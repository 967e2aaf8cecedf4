import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue, PATIENCE } from './rehearsal/conversation.js';
import { openOffice } from './rehearsal/redmine-office.js';
import type { ServiceProcess } from './rehearsal/service-process.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
let stage: Stage;
let processes: ServiceProcess[];
/** Whose key the desk has: an administrator, to begin with. */
let relay: Awaited<ReturnType<Stage['office']['joinAsAdministrator']>>;

beforeAll(async () => {
  relay = await openOffice(tracker).joinAsAdministrator('Relay', 'Desk');
  const own = { actAs: 'own-key', apiKey: relay.apiKey };
  stage = await openStage(ground, tracker, { tracker: own, options: { pollSeconds: 1 } });
  processes = Object.values(await stage.cluster.startAll());
});
afterAll(() => stage.close());

it('carries a conversation with each person’s own key, which their code has let the desk read, and keeps it sealed, also under a new secret', async () => {
  const { office, cluster } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const boris = await office.join('Boris', 'Petrov', 'Engineer');
  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502 since this morning');
  expect(await office.read(issue)).toMatchObject({
    subject: 'The shop answers 502 since this morning',
    author: { id: anna.account.id },
  });

  await office.change(boris, issue, { notes: 'Their contract ends in May', private_notes: true });
  await office.change(boris, issue, { notes: 'The upstream was full; moved it.' });
  await anna.chat.hears('The upstream was full', PATIENCE);
  expect(anna.chat.transcript().filter(({ text }) => text.includes('contract'))).toEqual([]);

  // From here on the desk's key acts for nobody: what still comes in Anna's name comes with her own.
  await office.setAdministrator(relay, false);
  await isMarked(anna.chat, anna.chat.reply(told.id, 'It works now, thank you'));
  expect((await office.read(issue)).journals.at(-1)).toMatchObject({
    user: { id: anna.account.id },
    notes: 'It works now, thank you',
  });

  await Promise.all(processes.map((process) => process.stop()));
  await cluster.renewSecret();
  processes.push(...Object.values(await cluster.startAll()));
  await isMarked(anna.chat, anna.chat.reply(told.id, 'And the warehouse, too'));
  expect((await office.read(issue)).journals.at(-1)).toMatchObject({ user: { id: anna.account.id } });

  const [link] = await cluster.ask<{ sealed_key: string }>('SELECT sealed_key FROM link WHERE account = $1', [
    String(anna.account.id),
  ]);
  expect(link?.sealed_key).toMatch(/^[0-9a-f]{12}\./);
  expect(link?.sealed_key).not.toContain(anna.account.apiKey);
  expect(processes.map((process) => process.output()).join()).not.toContain(anna.account.apiKey);
  expect(cluster.errors()).toEqual([]);
});
