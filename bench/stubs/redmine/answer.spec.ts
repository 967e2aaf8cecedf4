import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { TrackerAdapter } from '#ports/tracker';
import { redmine } from '#trackers/redmine';
import { fileOf, type SentFile } from '../../load/file-of.js';
import { createAnswers } from './answer.js';
import { customerId, customerLogin } from './customers.js';
import { readBody } from './read-body.js';
import { createReceipts, type Receipts } from './receipts.js';

const numbers = Array.from({ length: 100 }, (_, message) => message);
const bare = numbers.filter((message) => !fileOf(message)).slice(0, 3);
/** Messages with a file each. */
const laden = numbers.flatMap((message) => {
  const file = fileOf(message);
  return file ? [{ message, file }] : [];
}) as [Laden, Laden, Laden, ...Laden[]];
type Laden = { message: number; file: SentFile };

let receipts: Receipts;
let server: Server;
let http: ReturnType<typeof createGuardedFetch>;
let adapter: TrackerAdapter;
const call = () => ({ as: { kind: 'service' as const }, signal: new AbortController().signal });
const write = () => ({ ...call(), sendBy: { wall: Date.now() + 5_000, monotonic: performance.now() + 5_000 } });

beforeEach(async () => {
  receipts = createReceipts();
  const answer = createAnswers(receipts);
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://stub');
    const switchUser = request.headers['x-redmine-switch-user'];
    const asker = switchUser === undefined ? {} : { switchUser: String(switchUser) };
    const { status, json } = answer(request.method ?? '', url, await readBody(request), asker);
    response.writeHead(status).end(json);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  http = createGuardedFetch();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk-0`;
  adapter = redmine.create(redmine.configSchema.parse({ url, apiKey: 'bench' }), { fetch: http.fetch });
});
afterEach(async () => {
  await http.close();
  server.closeAllConnections();
  server.close();
});

describe('the stub of a Redmine', () => {
  it('takes what the Redmine adapter writes, keeps it, and shows it as a change', async () => {
    const before = (await adapter.readChanges(undefined, call().signal)).cursor;
    const draft = { subject: 'It is slow', description: `msg${bare[0]}msg It is slow`, project: '1', uploads: [] };
    const { item } = await adapter.createIssue(write(), draft);
    const comment = { text: `msg${bare[1]}msg Still`, private: false, uploads: [] };
    const { dropped } = await adapter.addComment(write(), item.issue.id, comment, {});
    expect(dropped).toEqual([]);
    expect((await adapter.readIssue(call(), item.issue.id)).journals).toMatchObject([{ text: comment.text }]);
    expect((await adapter.readChanges(before, call().signal)).changed).toMatchObject([{ issue: item.issue.id }]);
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0, withoutFile: 0 });
  });

  it('knows customers, what is theirs, and what they may not see', async () => {
    const account = accountId(String(customerId(7)));
    const as = { kind: 'account' as const, account, login: customerLogin(7) };
    const draft = { subject: 'It is slow', description: 'It is slow', project: '1', uploads: [] };
    await adapter.createIssue(write(), draft);
    const target = { kind: 'new-issue' as const };
    const before = await adapter.baseline({ ...call(), as }, target);
    const { item } = await adapter.createIssue({ ...write(), as }, draft);
    expect(await adapter.itemsAbove({ ...call(), as }, target, before)).toMatchObject([{ issue: item.issue }]);
    await adapter.addComment(write(), item.issue.id, { text: 'Between us', private: true, uploads: [] }, {});
    expect((await adapter.readIssue({ ...call(), as }, item.issue.id)).journals).toEqual([]);
    expect(await adapter.directories({ ...call(), as }, undefined)).toMatchObject({ projects: [{ name: 'Web shop' }] });
  });

  it('takes files that the Redmine adapter uploads, attaches them, and shows them where they were added', async () => {
    const upload = async ({ name, mime, size }: SentFile, octets = size) => {
      const body = Readable.from([Buffer.alloc(1_000), Buffer.alloc(octets - 1_000)]);
      const sent = await adapter.files?.upload(write(), { name, mime, size: octets, body });
      if (!sent) throw new Error('This adapter takes no files.');
      return sent;
    };
    const [first, second, third] = laden;
    const drafted = await upload(first.file);
    const draft = {
      subject: 'Slow',
      description: `msg${first.message}msg It is slow`,
      project: '1',
      uploads: [drafted],
    };
    const { item, dropped } = await adapter.createIssue(write(), draft);
    expect([item.uploadIds, dropped]).toEqual([[drafted.id], []]);

    const added = await upload(second.file);
    const above = await adapter.baseline(call(), { kind: 'issue', issue: item.issue.id });
    const comment = { text: `msg${second.message}msg Still`, private: false, uploads: [added] };
    const written = await adapter.addComment(write(), item.issue.id, comment, above);
    expect([written.item.uploadIds, written.dropped]).toEqual([[added.id], []]);

    const seen = await adapter.readIssue(call(), item.issue.id);
    const shown = (upload_: { id: string }, { name, mime, size }: SentFile) => ({ ref: upload_.id, name, mime, size });
    expect(seen.files).toEqual([shown(drafted, first.file), shown(added, second.file)]);
    expect(seen.journals).toMatchObject([{ details: [], files: [shown(added, second.file)] }]);
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0, withoutFile: 0 });

    // A token is good for one use.
    const again = await adapter.addComment(write(), item.issue.id, { ...comment, text: 'Again' }, above);
    expect(again.dropped).toEqual([{ what: second.file.name }]);
    const cut = await upload(third.file, third.file.size - 1);
    const late = { text: `msg${third.message}msg See this`, private: false, uploads: [cut] };
    await adapter.addComment(write(), item.issue.id, late, above);
    expect(receipts.count()).toMatchObject({ received: 3, withoutFile: 1 });
  });

  it('notices what comes twice and what comes too late', () => {
    for (const message of bare) receipts.note('desk-0/1', `msg${message}msg`, []);
    for (const message of [bare[0], bare[0]]) receipts.note('desk-0/2', `msg${message}msg`, []);
    receipts.note('desk-0/1', `msg${bare[1]}msg`, []);
    expect(receipts.count()).toEqual({ received: 3, doubled: 3, swapped: 1, withoutFile: 0 });
  });

  it('notices a message that comes without its file, or with part of it, or with another’s', () => {
    const [first, second, third] = laden;
    const marks = (...messages: number[]) => messages.map((message) => `msg${message}msg`).join('\n');
    receipts.note('desk-0/1', marks(first.message, second.message), [second.file, first.file]);
    expect(receipts.count()).toMatchObject({ received: 2, withoutFile: 0 });
    receipts.note('desk-0/2', marks(third.message), [first.file]);
    expect(receipts.count()).toMatchObject({ received: 3, withoutFile: 1 });
    // What came the first time is not missed the second time: that it is there twice is told.
    receipts.note('desk-0/1', marks(first.message), []);
    expect(receipts.count()).toMatchObject({ received: 3, doubled: 1, withoutFile: 1 });
  });
});
