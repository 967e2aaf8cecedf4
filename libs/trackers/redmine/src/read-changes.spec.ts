import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { ChangePage, GuardedFetch } from '#ports/tracker';
import { RedmineConfig } from './config.js';
import { redmine } from './plugin.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Years from any clock of ours: what counts is Redmine's. */
const NOON = Date.UTC(2031, 4, 3, 12);
const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

const ref = { id: 1, name: 'x' };
const user = { id: 1, login: 'relaydesk', firstname: 'Relay', lastname: 'Desk' };
const common = { project: ref, tracker: ref, status: ref, priority: ref, author: ref, subject: 'x', description: '' };

/** A Redmine with a clock and issues of the test's own; what it was asked is written down. */
function setUp() {
  const server = { now: NOON, updated: new Map<number, number>(), dated: true, knowsKey: true, proofs: 0 };
  const asked: URLSearchParams[] = [];
  const fetch: GuardedFetch = async (url) => {
    const { pathname, searchParams } = new URL(url);
    const isList = pathname === '/issues.json';
    if (!isList) server.proofs += 1;
    const text = JSON.stringify(isList ? issues(searchParams) : { user });
    const headers = { date: server.dated ? new Date(server.now).toUTCString() : undefined };
    const status = isList || server.knowsKey ? 200 : 401;
    return { status, headers, body: Readable.from([text]), text: async () => text };
  };
  function issues(query: URLSearchParams) {
    asked.push(query);
    const [, from = '', to = ''] = /^(?:>=|><)([^|]*)\|?(.*)$/.exec(query.get('updated_on') ?? '') ?? [];
    const found = [...server.updated]
      .filter(([, at]) => at >= (Date.parse(from) || 0) && at <= (Date.parse(to) || Infinity))
      .toSorted(([a, atA], [b, atB]) => atB - atA || b - a);
    const offset = Number(query.get('offset'));
    const page = found.slice(offset, offset + Number(query.get('limit')));
    const rows = page.map(([id, at]) => ({ id, ...common, created_on: iso(at), updated_on: iso(at) }));
    return { issues: rows, total_count: found.length };
  }
  const config = RedmineConfig.parse({ url: 'https://redmine.example.com/', apiKey: 'key' });
  const adapter = redmine.create(config, { fetch });
  const read = (cursor?: ChangePage['cursor']) => adapter.readChanges(cursor, AbortSignal.timeout(5_000));
  /** One pass after the other, five seconds apart. */
  async function follow(times: number): Promise<ChangePage['cursor']> {
    let { cursor } = await read();
    server.proofs = 0;
    for (let i = 0; i < times; i += 1) {
      server.now += 5 * SECOND;
      ({ cursor } = await read(cursor));
    }
    return cursor;
  }
  return { server, asked, read, follow };
}

const issuesOf = ({ changed }: ChangePage) => changed.map(({ issue }) => Number(issue));

describe('a pass over what changed', () => {
  it('begins ten minutes before the last one, by the server’s own clock, newest first', async () => {
    const { server, asked, read } = setUp();
    const { cursor } = await read();
    server.now = NOON + 5 * SECOND;
    await read(cursor);
    expect(asked.at(-1)?.get('updated_on')).toBe(`>=${iso(NOON - 10 * MINUTE)}`);
    expect(asked.at(-1)?.get('sort')).toBe('updated_on:desc,id:desc');
  });

  it('finds what was dated before the last one and committed only after it', async () => {
    const { server, read } = setUp();
    const { cursor } = await read();
    server.updated.set(7, NOON - 9 * MINUTE);
    server.now = NOON + 5 * SECOND;
    expect(issuesOf(await read(cursor))).toEqual([7]);
  });

  it('has come as far as it was when it began, and only once it is complete', async () => {
    const { server, read } = setUp();
    const { cursor } = await read();
    for (let id = 1; id <= 150; id += 1) server.updated.set(id, NOON + id * SECOND);
    server.now = NOON + 10 * MINUTE;
    const first = await read(cursor);
    expect([first.complete, issuesOf(first).at(0)]).toEqual([false, 150]);
    server.now = NOON + 30 * MINUTE;
    const second = await read(first.complete ? undefined : first.next);
    expect([second.complete, second.cursor]).toEqual([true, { at: NOON + 10 * MINUTE }]);
    expect(new Set([...issuesOf(first), ...issuesOf(second)]).size).toBe(150);
  });

  it('misses nothing where more issues than a page holds were changed in one second', async () => {
    const { server, read } = setUp();
    const { cursor } = await read();
    for (let id = 1; id <= 250; id += 1) server.updated.set(id, NOON);
    let page = await read(cursor);
    const seen = new Set(issuesOf(page));
    for (let pages = 1; pages < 5 && !page.complete; pages += 1) {
      page = await read(page.next);
      for (const issue of issuesOf(page)) seen.add(issue);
    }
    expect(seen.size).toBe(250);
  });
});

describe('the mark of a changed issue', () => {
  it('is another until two seconds after its second, so that the issue is read once more then', async () => {
    const { server, read } = setUp();
    const { cursor } = await read();
    server.updated.set(7, NOON);
    const markAt = async (now: number) => {
      server.now = now;
      return (await read(cursor)).changed[0]?.mark;
    };
    const early = await markAt(NOON);
    expect(await markAt(NOON + 2 * SECOND)).toBe(early);
    const settled = await markAt(NOON + 3 * SECOND);
    expect(settled).not.toBe(early);
    expect(await markAt(NOON + MINUTE)).toBe(settled);
  });
});

describe('the proof of whom Redmine takes us for', () => {
  it('is asked for twice a minute, however often changes are', async () => {
    const { server, follow } = setUp();
    await follow(12);
    expect(server.proofs).toBe(2);
  });

  it('moves the cursor: what was read without it is read again until then', async () => {
    const { asked, follow } = setUp();
    expect(await follow(5)).toEqual({ at: NOON });
    expect(asked.at(-1)?.get('updated_on')).toBe(`>=${iso(NOON - 10 * MINUTE)}`);
    expect(await follow(6)).toEqual({ at: NOON + 55 * SECOND });
  });

  it('fails within half a minute where the key is not known any more, and nothing was passed by meanwhile', async () => {
    const { server, read, follow } = setUp();
    const cursor = await follow(1);
    server.knowsKey = false;
    server.updated.set(7, NOON - 9 * MINUTE);
    server.now = NOON + 30 * SECOND;
    await expect(read(cursor)).rejects.toMatchObject({ kind: 'unauthorized' });
    server.knowsKey = true;
    expect(issuesOf(await read(cursor))).toEqual([7]);
  });

  it('is asked for each time where the server tells no time, and where its clock was set back', async () => {
    const { server, read, follow } = setUp();
    const cursor = await follow(1);
    server.dated = false;
    await read(cursor);
    await read(cursor);
    server.dated = true;
    server.now = NOON - 60 * MINUTE;
    expect((await read(cursor)).cursor).toEqual({ at: NOON - 60 * MINUTE });
    expect(server.proofs).toBe(3);
  });
});
