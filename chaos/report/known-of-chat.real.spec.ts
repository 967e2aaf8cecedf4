import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate } from '#correlation/schema';
import { freshDatabase } from '#testkit';
import { postgres } from '#testkit/parts';
import { askPostgres } from '../ground/ask-postgres.js';
import { deskAt } from '../people/desk.js';
import { knownOfChat } from './known-of-chat.js';

const server = await postgres();
let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase(server.url);
  await migrate(database.url, { lanes: 1 });
});
afterAll(() => database.drop());

it('of a chat is told what its people are in, what stands there, and what was asked of the tracker', async () => {
  const [chat, other] = [deskAt(3).chatOf(12), deskAt(3).chatOf(13)];
  for (const one of [chat, other]) {
    const state = JSON.stringify({ dialogs: [{ id: `of ${one}` }] });
    await askPostgres(database.url, `INSERT INTO lane_state VALUES ('session-events', 0, $1, $2, NULL)`, [one, state]);
    await askPostgres(database.url, `INSERT INTO shown_chat VALUES ($1, '{"a": 2}', '7')`, [one]);
    await askPostgres(
      database.url,
      `INSERT INTO write_intent VALUES ('tracker', 'command of ' || $1, $1, 'session', '1', '318', NULL, true)`,
      [one],
    );
  }
  expect(await knownOfChat(database.url, chat)).toEqual([
    `session of ${chat}: [{"id":"of ${chat}"}]`,
    'shown: {"a": 2}',
    `open intent: command of ${chat} of issue 318`,
  ]);
});
