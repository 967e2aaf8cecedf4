import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Telegraf } from 'telegraf';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileIdOf, fileOf } from '../../../load/file-of.js';
import { tokenOf } from '../../../load/update-of.js';
import { createAnswers, ENGINEER_KEY } from '../../../stubs/redmine/answer.js';
import { readBody } from '../../../stubs/redmine/read-body.js';
import { createReceipts, type Receipts } from '../../../stubs/redmine/receipts.js';
import { createBotApi } from '../../../stubs/telegram/bot-api.js';
import { createMemoryBook } from '../grammy-memory/memory-book.js';
import type { Book } from './book.js';
import { askedToWait, heedLimits, isRefused } from './heed-limits.js';
import { createOpenFile } from './open-file.js';
import { waitBefore } from './persevere.js';
import { connectToTrackers, createRedmine, type Redmine, RedmineError } from './redmine.js';
import { type Said, saidIn, signed, subjectOf } from './said.js';
import { save, type Saving } from './save.js';
import { look } from './watch-tracker.js';

const said = (message: number, words: string): Said =>
  saidIn({
    ...{ message_id: message, chat: { id: 7 }, date: 1_700_000_000, text: `msg${message}msg ${words}` },
    from: { first_name: 'Anna', last_name: 'Karenina' },
  });

/** Messages with a file each. */
const [drafted = 0, added = 0] = Array.from({ length: 100 }, (_, n) => n).filter((n) => fileOf(n));
const document = (message: number) => {
  const { name, mime, size } = fileOf(message) ?? { name: '', mime: '', size: 0 };
  return { file_id: fileIdOf(message), file_name: name, mime_type: mime, file_size: size };
};
const sent = (message: number, of = document(message)): Said =>
  saidIn({
    ...{ message_id: message, chat: { id: 7 }, date: 1_700_000_000, caption: `msg${message}msg See this` },
    ...{ from: { first_name: 'Anna' }, document: of },
  });

let receipts: Receipts;
let server: Server;
let url: string;
let book: Book;
let botApi: Server;
let saving: Saving;
let redmine: Redmine;
let trackers: ReturnType<typeof connectToTrackers>;
/** How many writes are answered, and how many after them are done, and not answered. */
let answered: number;
let unanswered: number;
const trackerOf = (apiKey: string) => createRedmine({ url, apiKey, project: 1 }, trackers);

beforeEach(async () => {
  receipts = createReceipts();
  [answered, unanswered] = [0, 0];
  const answer = createAnswers(receipts);
  server = createServer(async (request, response) => {
    const asked = new URL(request.url ?? '', 'http://stub');
    const key = String(request.headers['x-redmine-api-key']);
    const { status, json } = answer(request.method ?? '', asked, await readBody(request), { key });
    const isLost = request.method !== 'GET' && unanswered > 0 && (answered -= 1) < 0;
    if (isLost) unanswered -= 1;
    response.writeHead(isLost ? 502 : status).end(isLost ? '' : json);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk-0`;
  book = createMemoryBook();
  trackers = connectToTrackers();
  redmine = trackerOf('bench');
  botApi = createBotApi().server.listen(0, '127.0.0.1');
  await once(botApi, 'listening');
  const apiRoot = `http://127.0.0.1:${(botApi.address() as AddressInfo).port}`;
  const { telegram } = new Telegraf(tokenOf(0), { telegram: { apiRoot } });
  const open = createOpenFile(async (file) => (await telegram.getFileLink(file)).href, trackers);
  saving = { redmine, book, open };
});
afterEach(async () => {
  await trackers.close();
  for (const one of [server, botApi]) {
    one.closeAllConnections();
    one.close();
  }
});

describe('a rival', () => {
  it('makes an issue of the first words and comments of later ones, below a line that says whose they are', async () => {
    expect(await save(saving, said(1, 'It is slow'), false)).toBe(1);
    expect(await save(saving, said(2, 'Still'), false)).toBeUndefined();
    const [comment] = await redmine.journalsOf(1);
    expect(comment?.notes).toBe('from Anna Karenina, Telegram, 2023-11-14 22:13 UTC\n\nmsg2msg Still');
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0, withoutFile: 0 });
  });

  it('looks whether its words are there before it writes them again', async () => {
    for (const message of [1, 2]) {
      unanswered = 1;
      await save(saving, said(message, 'It is slow'), false);
    }
    await save(saving, said(2, 'It is slow'), true);
    await save({ ...saving, book: createMemoryBook() }, said(1, 'It is slow'), true);
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0, withoutFile: 0 });
  });

  it('carries a file along, with an issue and with a comment', async () => {
    for (const message of [drafted, added]) await save(saving, sent(message), false);
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0, withoutFile: 0 });
  });

  it.each([
    ['an upload', 0],
    ['what names it', 1],
  ])('carries a file along, too, where %s had no answer', async (_, before) => {
    await save(saving, said(1, 'It is slow'), false);
    [answered, unanswered] = [before, 1];
    await save(saving, sent(added), false);
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0, withoutFile: 0 });
  });

  it('gives up a file that Telegram does not hand out', async () => {
    const gone = { ...document(added), file_id: fileIdOf(1) };
    expect(await save(saving, sent(added, gone), false).catch(isRefused)).toBe(true);
    expect(receipts.count().received).toBe(0);
  });

  it('gives up what a tracker refuses, and opens another issue where the first is gone', async () => {
    expect(new RedmineError(422, 'POST').kind).toBe('refused');
    expect(new RedmineError(429, 'POST').kind).toBe('unavailable');
    await book.open(7, 17);
    expect(await save(saving, said(1, 'It is slow'), false)).toBe(1);
    expect(await book.issueOf(7)).toBe(1);
  });

  it('tells people once what others wrote, and nothing of what it wrote itself', async () => {
    const told: string[] = [];
    const tell = async (chat: number, words: string) => told.push(`${chat} ${words}`);
    await look(redmine, book, tell);
    await save(saving, said(1, 'It is slow'), false);
    await save(saving, said(2, 'Still'), false);
    await trackerOf(ENGINEER_KEY).addComment(1, 'We are on it');
    for (let looks = 0; looks < 3; looks += 1) await look(redmine, book, tell);
    expect(told).toEqual(['7 Boris Petrov:\nWe are on it']);
  });

  it('keeps subjects short and waits longer each time', () => {
    expect(subjectOf(said(1, `${'😀'.repeat(90)}\nmore`))).toHaveLength(8 + 2 * 71 + 1);
    expect(subjectOf(said(1, 'short\nmore'))).toBe('msg1msg short');
    expect(signed(said(1, 'words')).split('\n', 1)).toEqual(['from Anna Karenina, Telegram, 2023-11-14 22:13 UTC']);
    expect(subjectOf({ ...sent(drafted), text: '' })).toBe(fileOf(drafted)?.name);
    expect([0, 1, 2, 20].map(waitBefore)).toEqual([250, 500, 1_000, 30_000]);
  });

  it('heeds the limits of Telegram, as either library tells of them', async () => {
    const limited = { error_code: 429, parameters: { retry_after: 0.01 } };
    expect([limited, { response: limited }, new Error('gone')].map(askedToWait)).toEqual([10, 10, undefined]);
    expect([{ error_code: 403 }, { response: limited }].map(isRefused)).toEqual([true, false]);
    let calls = 0;
    const call = async () => {
      calls += 1;
      if (calls < 3) throw Object.assign(new Error('429'), limited);
      return 'done';
    };
    expect(await heedLimits(call)).toBe('done');
  });
});
