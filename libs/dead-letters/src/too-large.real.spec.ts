import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  accountId,
  channelId,
  chatKey,
  type Command,
  deskId,
  digest,
  issueId,
  messageId,
  plain,
  sessionKey,
  userKey,
} from '#contracts';
import { type DeadLetter, systemClock } from '#lane';
import { KafkaLog } from '#lane/log/kafka';
import { kafka, postgres } from '#testkit/parts';
import { LANES, openStage, type Stage } from './rehearsal/stage.js';

const server = await postgres();
const { brokers } = await kafka();
const [desk, channel] = [deskId('acme'), channelId('bot')];
/** More than a topic's records may be. */
const TOO_LONG = 'x'.repeat(9 * 1024 * 1024);
/** More than goes into one batch with others. */
const LONG = 'x'.repeat(2 * 1024 * 1024);
let stage: Stage;
let log: KafkaLog;

beforeEach(async () => {
  stage = await openStage(server.url);
  const logger = { warn() {}, error() {} };
  const prefix = `test-${randomUUID()}.`;
  log = new KafkaLog({ brokers, lanes: LANES, clock: systemClock, logger, clientId: 'test', prefix });
  await log.prepare(['tracker-work']);
});
afterEach(async () => {
  await log.close();
  await stage.close();
});

/** A comment of this chat on this issue that was given up: the `n`th of all. */
function comment(n: number, chatId: string, issue: string, words = 'Hi'): DeadLetter {
  const [chat, user] = [chatKey(desk, channel, chatId), userKey(desk, channel, chatId)];
  const command: Command = {
    ...{ desk, chat, session: sessionKey(chat, user), sender: { user, name: 'Anna' } },
    ...{ acting: { kind: 'account', account: accountId('5'), login: 'anna', name: 'Anna' } },
    ...{ messages: [messageId(n)], at: n },
    action: {
      ...{ kind: 'comment', target: { issue: issueId(issue) } },
      ...{ words: { text: plain(words), files: [] }, private: false },
    },
  };
  const id = digest(String(n));
  const work = [{ id, kind: 'write', body: { id, command }, effect: true, attempt: 0, tries: 1 }];
  const whose = { desk, chat, person: user };
  const facts = { topic: 'tracker-work' as const, lane: 0, key: `5 ${issue}`, kind: 'write', whose, cause: 'refused' };
  return { ...facts, id, value: Buffer.from(JSON.stringify(work)), bornAt: n, at: n };
}
const replay = (selection: Parameters<ReturnType<Stage['open']>['replay']>[0] = { all: true }) =>
  stage.open(log).replay(selection, 'anna');
const tooLarge = (...numbers: number[]) => ({
  kind: 'too-large',
  why: 'it is too large for a record of the log',
  numbers,
});
const behind = (number: number, ...numbers: number[]) => ({
  kind: 'behind',
  why: `it comes after ${number}, which is too large`,
  numbers,
});

describe('a letter that is too large for the log', () => {
  it('stays open as it was, with what comes after it in its chat or on its issue, and nothing else does', async () => {
    await stage.die(
      comment(1, '7', 'a'),
      comment(2, '7', 'b', TOO_LONG),
      comment(3, '8', 'c', LONG),
      comment(4, '7', 'd'),
      comment(5, '9', 'b'),
      comment(6, '9', 'e'),
      comment(7, '8', 'c'),
    );
    const [one, large, two, chat, issue, both, three] = (await stage.numbers()) as [number, ...number[]] as number[];
    const before = (await stage.list()).letters;
    const left = [tooLarge(large ?? 0), behind(large ?? 0, chat ?? 0, issue ?? 0, both ?? 0)];
    expect(await replay()).toEqual({ kind: 'done', replayed: 3, left });
    expect((await stage.list()).letters).toEqual(
      before.filter(({ number }) => [large, chat, issue, both].includes(number)),
    );
    expect(await stage.numbers({ standing: ['replayed'] })).toEqual([one, two, three]);
    expect(await replay()).toEqual({ kind: 'done', replayed: 0, left });
  });

  it('lets those after it go once it is discarded, and before, where they are named without it', async () => {
    await stage.die(comment(1, '7', 'a', TOO_LONG), comment(2, '7', 'b'), comment(3, '7', 'c'));
    const [large = 0, second = 0] = await stage.numbers();
    expect(await replay({ numbers: [second] })).toEqual({ kind: 'done', replayed: 1, left: [] });
    expect(await replay()).toMatchObject({ replayed: 0, left: [{ kind: 'too-large' }, { kind: 'behind' }] });
    await stage.open().discard({ numbers: [large] }, { by: 'anna', why: 'asked by phone' });
    expect(await replay()).toEqual({ kind: 'done', replayed: 1, left: [] });
  });

  it('is open again after a replay that broke off; of those after it, which may have been sent then, that is not said', async () => {
    await stage.die(comment(1, '7', 'a', TOO_LONG), comment(2, '7', 'b'));
    const deaf = { lanes: LANES, publish: async () => ({ acknowledged: new Set<string>() }) };
    for (const number of await stage.numbers())
      expect(await stage.open(deaf).replay({ numbers: [number] }, 'anna')).toMatchObject({ kind: 'not-acknowledged' });
    expect(await replay()).toMatchObject({ replayed: 0, left: [{ kind: 'too-large' }, { kind: 'behind' }] });
    expect((await stage.list()).letters.map(({ standing }) => standing)).toEqual(['open', 'replaying']);
  });
});
