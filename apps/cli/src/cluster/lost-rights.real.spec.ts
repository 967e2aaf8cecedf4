import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { kafka, postgres, redis, redmine } from '#testkit/parts';
import { isMarked, makeIssue, PATIENCE } from './rehearsal/conversation.js';
import { type Colleague, openOffice } from './rehearsal/redmine-office.js';
import { openStage, type Stage } from './rehearsal/stage.js';

const ground = { postgres: (await postgres()).url, brokers: (await kafka()).brokers, redis: (await redis()).url };
const tracker = await redmine();
/** A tracker that was down is tried again every minute at least. */
const UNTIL_TRIED_AGAIN = { withinMs: 90_000 };
let stage: Stage;
let relay: Colleague;

beforeAll(async () => {
  relay = await openOffice(tracker).joinAsAdministrator('Relay', 'Desk');
  stage = await openStage(ground, tracker, { tracker: { apiKey: relay.apiKey } });
  await stage.cluster.startAll();
});
afterAll(() => stage.close());

it('a desk whose key is no administrator’s any more keeps what people write, and says so, until it is one again', async () => {
  const { office, cluster } = stage;
  const anna = await stage.linked('Anna', 'Karenina', 'Customer');
  const { issue, told } = await makeIssue(anna.chat, 'The shop answers 502');

  await office.setAdministrator(relay, false);
  const reply = anna.chat.reply(told.id, 'It works now, thank you');
  await anna.chat.hears('Kept for', PATIENCE);
  expect(cluster.errors().join()).toContain("does not accept this desk's credential");

  await office.setAdministrator(relay, true);
  await isMarked(anna.chat, reply, ['👌'], UNTIL_TRIED_AGAIN);
  expect((await office.read(issue)).journals).toMatchObject([
    { user: { id: anna.account.id }, notes: 'It works now, thank you' },
  ]);
});
