import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { accountId, issueId } from '#contracts';
import type { As, GuardedFetch, TrackerError, WriteCall } from '#ports/tracker';
import { RedmineConfig } from './config.js';
import { redmine } from './plugin.js';

type Answer = { status: number; json?: unknown };
type Asked = { method: string; path: string; headers: Record<string, string>; body: unknown };

/** A Redmine that says what a test wants it to: for what the real one of the suite cannot be made to do. */
function saying(answers: Readonly<Record<string, Answer>>, config: object = {}) {
  const asked: Asked[] = [];
  const bodies: Readable[] = [];
  const fetch: GuardedFetch = (url, { method = 'GET', headers = {}, body }) => {
    const path = new URL(url).pathname;
    asked.push({ method, path, headers, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    const { status, json } = answers[`${method} ${path}`] ?? { status: 404 };
    const text = json === undefined ? '' : JSON.stringify(json);
    const answer = Readable.from([text]);
    bodies.push(answer);
    return Promise.resolve({ status, headers: {}, body: answer, text: () => Promise.resolve(text) });
  };
  const parsed = RedmineConfig.parse({ url: 'https://redmine.example.com/', apiKey: 'key', ...config });
  return { adapter: redmine.create(parsed, { fetch }), asked, bodies };
}

const call: WriteCall = {
  as: { kind: 'account', account: accountId('5'), login: 'anna' },
  signal: AbortSignal.timeout(5_000),
  sendBy: { wall: Date.now() + 5_000, monotonic: performance.now() + 5_000 },
};
const errorOf = (end: Promise<unknown>) => end.then(String, (error: unknown) => (error as TrackerError).kind);

const anna = { id: 5, login: 'anna', firstname: 'Anna', lastname: 'Karenina' };
const me: Answer = { status: 200, json: { user: anna } };
const draft = { subject: 'It burns 🔥', description: 'Since nine 🔥 this morning', project: '1', uploads: [] };
const issue = (more: object = {}) => ({
  issue: {
    id: 7,
    project: { id: 1, name: 'Web shop' },
    tracker: { id: 3, name: 'Support' },
    status: { id: 1, name: 'New' },
    priority: { id: 2, name: 'Normal' },
    author: { id: 5, name: 'Anna Karenina' },
    subject: draft.subject,
    description: draft.description,
    created_on: '2026-07-14T09:02:11Z',
    updated_on: '2026-07-14T09:21:44Z',
    ...more,
  },
});
const POST = 'POST /issues.json';
const READ = 'GET /issues/7.json';
const ME = 'GET /users/current.json';

describe('a Redmine whose REST interface is switched off', () => {
  const off = { status: 403 };

  it('is not taken for one in which an issue is not there, or a person may not write', async () => {
    const { adapter } = saying({ [ME]: off, [READ]: off, [POST]: off });
    expect(await errorOf(adapter.readIssue(call, issueId('7')))).toBe('unauthorized');
    expect(await errorOf(adapter.readIssue({ ...call, as: { kind: 'service' } }, issueId('7')))).toBe('unauthorized');
    expect(await errorOf(adapter.createIssue(call, draft))).toBe('unauthorized');
  });

  it('is told from one that refuses this person only', async () => {
    const { adapter } = saying({ [ME]: me, [READ]: off, [POST]: off });
    expect(await errorOf(adapter.readIssue(call, issueId('7')))).toBe('not-found');
    expect(await errorOf(adapter.createIssue(call, draft))).toBe('rejected');
  });
});

describe('an answer of 404 to a write', () => {
  const there = { status: 200, json: issue() };
  const write = {
    creation: ({ adapter }: ReturnType<typeof saying>) => adapter.createIssue(call, draft),
    comment: ({ adapter }: ReturnType<typeof saying>) =>
      adapter.addComment(call, issueId('7'), { text: 'Any news?', private: false, uploads: [] }, {}),
    upload: ({ adapter }: ReturnType<typeof saying>) =>
      adapter.files?.upload(call, { name: 'a.log', body: Readable.from(['log']) }) ?? Promise.resolve(),
  };

  it.each(['creation', 'comment', 'upload'] as const)(
    'is a refusal where it is Redmine’s, and the whole desk’s trouble where nothing of Redmine answers (%s)',
    async (kind) => {
      expect(await errorOf(write[kind](saying({ [ME]: me, [READ]: there })))).toBe('not-found');
      expect(await errorOf(write[kind](saying({ [READ]: there })))).toBe('unauthorized');
      expect(await errorOf(write[kind](saying({ [ME]: { status: 502 }, [READ]: there })))).toBe('unavailable');
    },
  );
});

describe('a file that comes while nobody can tell in whose name', () => {
  it('is not given, and not kept open', async () => {
    const { adapter, bodies } = saying({
      ['GET /attachments/download/7']: { status: 200, json: 'log' },
      [ME]: { status: 500 },
    });
    const file = { ref: '7', name: 'a.log', size: 5 };
    expect(await errorOf(adapter.files?.open(call, file) ?? Promise.resolve())).toBe('unavailable');
    await new Promise(setImmediate);
    expect(bodies[0]?.destroyed).toBe(true);
  });
});

describe('a creation that was answered with 201', () => {
  it('is certain, though the account may not see what it made', async () => {
    const { adapter, asked } = saying({ [POST]: { status: 201, json: issue() }, [READ]: { status: 403 } });
    const { item, dropped } = await adapter.createIssue(call, draft);
    expect([item.key, dropped]).toEqual(['issue/7', []]);
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('tells what a database cut off, which only reading again shows', async () => {
    const cut = { status: 200, json: issue({ subject: 'It burns ', description: 'Since nine ' }) };
    const { adapter } = saying({ [POST]: { status: 201, json: issue() }, [READ]: cut });
    const { dropped } = await adapter.createIssue(call, draft);
    expect(dropped).toEqual([{ what: '🔥' }, { what: '🔥 this morning' }]);
  });
});

describe('words that had to be sent again', () => {
  const sent = async (config: object, attempt?: number) => {
    const { adapter, asked } = saying({ [POST]: { status: 500 } }, config);
    expect(await errorOf(adapter.createIssue({ ...call, attempt }, draft))).toBe('ambiguous');
    return asked[0]?.body;
  };

  it('fit into a subject though their signs are called by longer names', async () => {
    const { adapter, asked } = saying({ [POST]: { status: 500 } });
    const subject = '👩‍💻'.repeat(40);
    await errorOf(adapter.createIssue({ ...call, attempt: 2 }, { ...draft, subject }));
    const sentSubject = (asked.at(0)?.body as { issue: { subject: string } } | undefined)?.issue.subject ?? '';
    expect(sentSubject).toMatch(/^(?::woman_technologist:){12}.*…$/);
    expect(sentSubject.length).toBeLessThanOrEqual(255);
  });

  it('are sent without what may have broken the database, and as they are the first time', async () => {
    const called = (subject: string) => ({ issue: { subject } });
    expect(await sent({})).toMatchObject(called('It burns 🔥'));
    expect(await sent({}, 2)).toMatchObject(called('It burns :fire:'));
    expect(await sent({ emoji: 'keep' }, 2)).toMatchObject(called('It burns 🔥'));
    expect(await sent({ emoji: 'strip' })).toMatchObject(called('It burns'));
  });
});

describe('every request', () => {
  it('carries the key, and acts for the person by login', async () => {
    const { adapter, asked } = saying({ [ME]: me, [READ]: { status: 200, json: issue() } });
    await adapter.readIssue(call, issueId('7'));
    for (const { headers, path } of asked) {
      expect(headers).toMatchObject({ 'x-redmine-api-key': 'key', 'x-redmine-switch-user': 'anna' });
      expect(path).not.toContain('//');
    }
  });

  it('is made by the key of the desk where it acts by that, whatever key of theirs a link still keeps', async () => {
    const { adapter, asked } = saying({ [ME]: me, [READ]: { status: 200, json: issue() } });
    await adapter.readIssue({ ...call, as: { ...call.as, key: 'of before' } as As }, issueId('7'));
    expect(new Set(asked.map(({ headers }) => headers['x-redmine-api-key']))).toEqual(new Set(['key']));
  });

  it('may be made with the key an account has now, where people’s own are used: the desk’s own key reads it', async () => {
    const shown = { status: 200, json: { user: { ...anna, api_key: 'present' } } };
    const { adapter, asked } = saying({ 'GET /users/5.json': shown }, { actAs: 'own-key' });
    expect(await adapter.identity?.readKey?.(accountId('5'), call.signal)).toBe('present');
    expect(asked.map(({ headers }) => headers['x-redmine-api-key'])).toEqual(['key']);
    expect(saying({}).adapter.identity?.readKey).toBeUndefined();
  });

  it('is made as the key itself for the service account', async () => {
    const { adapter, asked } = saying({ [ME]: me });
    await adapter.checkAccess(AbortSignal.timeout(5_000)).catch(() => undefined);
    expect(asked[0]?.headers).not.toHaveProperty('x-redmine-switch-user');
  });
});
