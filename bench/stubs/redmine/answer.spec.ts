import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountId } from '#contracts';
import { createGuardedFetch } from '#http';
import type { TrackerAdapter } from '#ports/tracker';
import { redmine } from '#trackers/redmine';
import { createAnswers } from './answer.js';
import { customerId, customerLogin } from './customers.js';
import { createReceipts, type Receipts } from './receipts.js';

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
    const { status, json } = answer(request.method ?? '', url, await text(request), asker);
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
    const draft = { subject: 'It is slow', description: 'msg1msg It is slow', project: '1', uploads: [] };
    const { item } = await adapter.createIssue(write(), draft);
    const comment = { text: 'msg2msg Still', private: false, uploads: [] };
    const { dropped } = await adapter.addComment(write(), item.issue.id, comment, {});
    expect(dropped).toEqual([]);
    expect((await adapter.readIssue(call(), item.issue.id)).journals).toMatchObject([{ text: 'msg2msg Still' }]);
    expect((await adapter.readChanges(before, call().signal)).changed).toMatchObject([{ issue: item.issue.id }]);
    expect(receipts.count()).toEqual({ received: 2, doubled: 0, swapped: 0 });
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

  it('notices what comes twice and what comes too late', () => {
    for (const message of [1, 3, 2, 2]) receipts.note('desk-0/1', `msg${message}msg`);
    expect(receipts.count()).toEqual({ received: 3, doubled: 1, swapped: 1 });
  });
});
