import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, sessionKey, userKey } from '#contracts';
import { type Log, LogError, systemClock } from '#lane';
import { createHeld } from './held.js';
import type { StoredLetter } from './letter.js';
import { planReplay } from './plan-replay.js';
import { type Planned, publishLetters } from './publish-letters.js';

const [desk, channel] = [deskId('acme'), channelId('bot')];

/** The replay of a window of this chat. */
function planned(number: number, chatId: string): Planned {
  const [chat, user] = [chatKey(desk, channel, chatId), userKey(desk, channel, chatId)];
  const letter: StoredLetter = {
    ...{ number, standing: 'open', kind: 'window', cause: 'failed', desk, chat, topic: 'session-events', lane: 0 },
    ...{ id: `${number}`, key: sessionKey(chat, user), bornAt: number, at: number, history: [] },
    ...{ value: Buffer.alloc(0), replay: undefined, replays: 0 },
  };
  const plan = planReplay(letter, 1_000);
  if (plan.kind === 'stays') throw new Error(plan.why);
  return { number, replay: plan.record.id, letter, record: plan.record };
}

/** A log that takes none of these, and nothing that goes out along with them; it tells in which order it got which. */
function takingAllBut(refused: readonly Planned[], error: LogError) {
  const came: string[][] = [];
  const log: Pick<Log, 'lanes' | 'publish'> = {
    lanes: 2,
    async publish(records) {
      came.push(records.map(({ id }) => id));
      const bad = records.some(({ id }) => refused.some(({ replay }) => replay === id));
      return bad ? { acknowledged: new Set(), error } : { acknowledged: new Set(records.map(({ id }) => id)) };
    },
  };
  return { log, came };
}
const tooLarge = new LogError('too-large', 'a record is larger than the log takes');
const unanswered = new LogError('unanswered', 'the log did not answer');

async function publish(all: readonly Planned[], refused: readonly Planned[], error = tooLarge) {
  const held = createHeld();
  const { log, came } = takingAllBut(refused, error);
  const { published, back, answered } = await publishLetters({ log, clock: systemClock }, all, held);
  const numbers = (some: readonly Planned[]) => some.map(({ number }) => number);
  const left = held.left().map((one) => [one.kind, ...one.numbers]);
  return { came, answered, published: numbers(published), back: numbers(back), left };
}

describe('letters on their way to the log', () => {
  it('go one by one where something among them is too large, and only what comes after that stays, though it may be there', async () => {
    const all = [planned(1, '7'), planned(2, '8'), planned(3, '7'), planned(4, '8'), planned(5, '9')];
    const { came, ...what } = await publish(all, [all[1] as Planned]);
    expect(came.flat().slice(all.length)).toEqual([1, 2, 3, 5].map((number) => all[number - 1]?.replay));
    expect(what).toEqual({
      answered: true,
      published: [1, 3, 5],
      back: [2],
      left: [
        ['too-large', 2],
        ['behind', 4],
      ],
    });
  });

  it('wait, all of them, where the log does not answer', async () => {
    const all = [planned(1, '7'), planned(2, '8')];
    expect(await publish(all, [all[0] as Planned], unanswered)).toMatchObject({
      answered: false,
      published: [],
      back: [],
      left: [],
    });
  });
});
