import { expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, makeRecord, type RecordBytes, toBytes, userKey } from '#contracts';
import type { Lost } from '../service.js';
import { createStage, done } from './rehearsal/one-stage.js';

const DAY = 86_400_000;
const DESK = deskId('acme');
const CHANNEL = channelId('bot');

/** A delivery to somebody, made at `at`. */
function delivery(to: string, at: number): RecordBytes {
  const chat = chatKey(DESK, CHANNEL, to);
  const what = { kind: 'say' as const, lines: [{ key: JSON.stringify({ id: to, dueAt: at }) }], buttons: [] };
  const body = { desk: DESK, chat, reader: userKey(DESK, CHANNEL, to), what };
  return toBytes(makeRecord('deliveries', 'delivery.v1', { key: chat, at, causes: [to], ordinal: 0, body }));
}

/** What fits no schema, and says what it is made to say. */
const unread = (body: object): RecordBytes => ({
  key: 'k',
  value: Buffer.from(JSON.stringify({ kind: 'delivery.v9', body })),
});

function whose(lost: Lost<'deliveries'>): string | undefined {
  if (lost.kind === 'window') return lost.key;
  return lost.kind === 'unread' ? lost.letter.whose.chat : lost.record.key;
}

/** A lane that was given these records: its letters' causes, and who was told that theirs are lost, by the time it was told at. */
async function give(records: (now: number) => readonly RecordBytes[]) {
  const late: (string | undefined)[] = [];
  const stage = createStage(
    { run: async () => done },
    {
      givenUp(lost, { now }) {
        if (now < stage.clock.now() - DAY) late.push(whose(lost));
        return { side: [`${whose(lost)}`] };
      },
    },
  );
  const { failures } = stage.start();
  const given = records(stage.clock.now()).map((bytes) => ({
    ...bytes,
    id: '',
    topic: 'deliveries' as const,
    lane: 0,
  }));
  stage.broker.partition('deliveries', 0).append(given);
  await stage.clock.advance(5_000);
  expect([failures, late, stage.lane().offset]).toEqual([[], [], given.length]);
  return { told: stage.rows, causes: [...stage.lane().dead.values()].map(({ cause }) => cause) };
}

it('tells whose it is of what is older than the inbox remembers, now, and not when it was said', async () => {
  const { told, causes } = await give((now) => [delivery('anna', now - 9 * DAY), delivery('boris', now)]);
  expect([told, causes]).toEqual([['acme/bot/anna'], ['older than the inbox remembers']]);
});

it('tells of what fits no schema as far as it says whose it is', async () => {
  const { told, causes } = await give(() => [unread({ chat: 'acme/bot/anna' }), unread({})]);
  expect([told, causes.length]).toEqual([['acme/bot/anna', 'undefined'], 2]);
});

it('tells everybody else where the database refuses the words for one', async () => {
  const { told, causes } = await give((now) => [
    ...['anna', 'refuse', 'boris'].map((to) => unread({ session: `acme/bot/${to}|1` })),
    delivery('vera', now - 9 * DAY),
  ]);
  expect(told.toSorted()).toEqual(['acme/bot/anna', 'acme/bot/boris', 'acme/bot/vera']);
  expect(causes).toHaveLength(4);
});
