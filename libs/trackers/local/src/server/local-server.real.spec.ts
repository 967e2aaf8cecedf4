import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { freshDatabase, until } from '#testkit';
import { postgres } from '#testkit/parts';
import { HOOK_SIGNATURE, signatureOf } from '../protocol.js';
import { startLocalTracker, type LocalTracker, type LocalTrackerOptions } from './start-local-tracker.js';

const part = await postgres();
const TOKEN = 'token-of-the-test';
const END_WHO_WAITS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let running: LocalTracker[];

beforeEach(async () => {
  database = await freshDatabase(part.url);
  running = [];
});
afterEach(async () => {
  for (const tracker of running) await tracker.close();
  await database.drop();
});

async function start(options: Partial<LocalTrackerOptions> = {}) {
  const tracker = await startLocalTracker({ databaseUrl: database.url, token: TOKEN, ...options });
  running.push(tracker);
  return tracker;
}

type Answer = { status: number; json: { issue?: Issue; errors?: string[]; issues?: Issue[]; people?: Person[] } };
type Person = { id: string; login: string };
type Issue = {
  id: string;
  subject: string;
  lockVersion: number;
  status: { name: string };
  journals: { text: string }[];
};

const headersFor = (login: string) => ({ authorization: `Bearer ${TOKEN}`, 'x-act-as': login });

async function ask(tracker: LocalTracker, login: string, method: string, path: string, json?: object): Promise<Answer> {
  const headers = { ...headersFor(login), ...(json && { 'content-type': 'application/json' }) };
  const answer = await fetch(tracker.url + path, { method, headers, body: json && JSON.stringify(json) });
  const words = await answer.text();
  return { status: answer.status, json: (words ? JSON.parse(words) : {}) as Answer['json'] };
}

async function newIssue(tracker: LocalTracker, login = 'anna'): Promise<Issue> {
  const { json } = await ask(tracker, login, 'POST', '/issues', { subject: 'The shop answers 502' });
  if (!json.issue) throw new Error('no issue was made');
  return json.issue;
}

describe('the local tracker', () => {
  it('begins with the people and the past of Acme Support, once, though several start at once', async () => {
    const [tracker] = await Promise.all([start(), start(), start()]);
    const { json } = await ask(tracker, 'relaydesk', 'GET', '/people');
    expect(json.people?.map(({ login }) => login)).toEqual(['relaydesk', 'boris', 'anna', 'mark', 'vera']);
    const past = await ask(tracker, 'relaydesk', 'GET', '/issues?status=all');
    expect(past.json.issues?.map(({ id }) => id).toSorted()).toEqual(['4298', '4307', '4312']);
    expect((await newIssue(tracker)).id).toBe('4318');
  });

  it('has everything that was there when it starts again, at the same address', async () => {
    const first = await start();
    const { id } = await newIssue(first);
    await first.close();
    const second = await start({ port: Number(new URL(first.url).port) });
    expect((await ask(second, 'anna', 'GET', `/issues/${id}`)).json).toMatchObject({ subject: 'The shop answers 502' });
  });

  it('says so when its port is taken', async () => {
    const { url } = await start();
    await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('passes over a status that the workflow forbids, as Redmine does, and takes the words', async () => {
    const tracker = await start();
    const { id } = await newIssue(tracker);
    const { json } = await ask(tracker, 'anna', 'PUT', `/issues/${id}`, { text: 'Done, I think.', status: '4' });
    expect(json.issue).toMatchObject({ status: { name: 'New' }, journals: [{ text: 'Done, I think.', details: [] }] });
  });

  it('refuses a change that was made upon an older version, and saves nothing of it', async () => {
    const tracker = await start();
    const { id, lockVersion } = await newIssue(tracker);
    await ask(tracker, 'boris', 'PUT', `/issues/${id}`, { text: 'First.', lockVersion });
    const late = await ask(tracker, 'boris', 'PUT', `/issues/${id}`, { text: 'Second.', lockVersion });
    expect(late.status).toBe(409);
    const { json } = await ask(tracker, 'boris', 'GET', `/issues/${id}`);
    expect(json).toMatchObject({ journals: [{ text: 'First.' }] });
  });

  it('writes nothing where there is nothing to write', async () => {
    const tracker = await start();
    const { id, lockVersion } = await newIssue(tracker);
    const { json } = await ask(tracker, 'boris', 'PUT', `/issues/${id}`, { status: '1', text: ' ' });
    expect(json.issue).toMatchObject({ lockVersion, journals: [] });
  });

  it('lets no one enter a code for someone else, or look for one', async () => {
    const tracker = await start();
    const { json } = await ask(tracker, 'boris', 'GET', '/people');
    const anna = json.people?.find(({ login }) => login === 'anna')?.id;
    const entered = (login: string) =>
      ask(tracker, login, 'PUT', `/people/${anna}/telegram`, { telegram: 'K7QF-2M9X' });
    expect([(await entered('mark')).status, (await entered('boris')).status]).toEqual([403, 403]);
    expect((await entered('anna')).status).toBe(204);
    expect((await ask(tracker, 'anna', 'GET', '/people/me')).json).toMatchObject({ telegram: 'K7QF-2M9X' });
    expect((await ask(tracker, 'boris', 'GET', '/people?telegram=K7QF-2M9X')).status).toBe(403);
  });

  it('keeps the file of a private comment from someone who may not read the comment', async () => {
    const tracker = await start();
    const { id } = await newIssue(tracker);
    const { token, id: file } = await upload(tracker, 'boris', Buffer.from('secret'));
    await ask(tracker, 'boris', 'PUT', `/issues/${id}`, { text: 'Look.', private: true, uploads: [token] });
    const open = (login: string) => fetch(`${tracker.url}/files/${file}/content`, { headers: headersFor(login) });
    expect((await open('anna')).status).toBe(404);
    expect(await (await open('boris')).text()).toBe('secret');
  });

  it('takes 20 MB and not one byte more', async () => {
    const tracker = await start();
    expect((await upload(tracker, 'anna', Buffer.alloc(20 * 1024 * 1024))).status).toBe(201);
    for (const size of [20 * 1024 * 1024 + 1, 30 * 1024 * 1024]) {
      const refused = await upload(tracker, 'anna', Buffer.alloc(size));
      expect(refused).toMatchObject({ status: 413, errors: ['The file is larger than 20 MB.'] });
    }
  });

  it('does a write and loses its answer when told to', async () => {
    const tracker = await start();
    tracker.loseAnswers(1);
    await expect(newIssue(tracker)).rejects.toThrow('fetch failed');
    const { json } = await ask(tracker, 'anna', 'GET', '/issues');
    expect(json.issues?.map(({ id }) => id)).toContain('4318');
    expect((await newIssue(tracker)).id).toBe('4319');
  });
});

describe('a change', () => {
  it('is told at once to who listens in the process and over HTTP', async () => {
    const tracker = await start();
    const heard: string[] = [];
    tracker.subscribe((issue) => heard.push(issue));
    const stream = await fetch(`${tracker.url}/events`, { headers: headersFor('boris') });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { id } = await newIssue(tracker);
    let events = '';
    while (!events.includes(`data: {"issue":"${id}"}`)) events += (await reader?.read())?.value ?? '';
    expect(heard).toEqual([id]);
    await reader?.cancel();
  });

  it('is refused where the database goes away in the middle of it, and the next one is made', async () => {
    const tracker = await start();
    const other = new Pool({ connectionString: database.url, max: 1 });
    await other.query('BEGIN');
    await other.query('LOCK TABLE local_tracker.issues IN EXCLUSIVE MODE');
    const answer = ask(tracker, 'anna', 'POST', '/issues', { subject: 'The shop answers 502' });
    await until(async () => (await other.query(END_WHO_WAITS)).rowCount);
    expect((await answer).status).toBe(500);
    await other.end();
    await newIssue(tracker);
  });

  it('is told to a webhook, signed over its bytes', async () => {
    const receiver = createServer().listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const tracker = await start({ hook: { url, secret: 'hook-secret' } });
    const arrival = once(receiver, 'request') as Promise<[IncomingMessage, ServerResponse]>;
    const { id } = await newIssue(tracker);
    const [request, answer] = await arrival;
    const body = await text(request);
    answer.end();
    expect(JSON.parse(body)).toMatchObject({ type: 'issue.created', data: { issue: { id } } });
    expect(request.headers[HOOK_SIGNATURE]).toBe(signatureOf('hook-secret', body));
    receiver.close();
    receiver.closeAllConnections();
  });
});

async function upload(tracker: LocalTracker, login: string, body: Buffer) {
  const headers = { ...headersFor(login), 'content-type': 'application/octet-stream' };
  const bytes = new Uint8Array(body);
  const answer = await fetch(`${tracker.url}/uploads?name=dump.bin`, { method: 'POST', headers, body: bytes });
  return { status: answer.status, ...((await answer.json()) as { id: string; token: string }) };
}
