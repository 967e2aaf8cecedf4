import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Desk } from './desks.js';
import type { SaidFile } from './said.js';

const Created = z.object({ issue: z.object({ id: z.int() }) });
const Uploaded = z.object({ upload: z.object({ token: z.string() }) });
const Me = z.object({ user: z.object({ id: z.int() }) });
const Issues = z.object({
  issues: z.array(z.object({ id: z.int(), description: z.string() })),
  total_count: z.int(),
});
const Journal = z.object({
  id: z.int(),
  user: z.object({ id: z.int(), name: z.string() }),
  notes: z.string().nullish(),
  private_notes: z.boolean().default(false),
});
export type Journal = z.infer<typeof Journal>;
const WithJournals = z.object({ issue: z.object({ journals: z.array(Journal) }) });

/** A file that is in the tracker, to be named by what is written. */
export type Upload = { token: string; filename: string; content_type?: string };

const PAGE = 100;
/** Among so many of our newest issues one is looked for that may have been made before. */
const LATELY = 25;

/** What all trackers are spoken to through. */
export const connectToTrackers = () =>
  new Agent({ connections: 32, keepAliveTimeout: 60_000, headersTimeout: 10_000, bodyTimeout: 10_000 });

/** `refused` comes again however often it is asked for; `gone`: the issue is not there (any more). */
export class RedmineError extends Error {
  readonly kind: 'refused' | 'gone' | 'unavailable';

  constructor(status: number, asked: string) {
    super(`Redmine answered ${status} to ${asked}.`);
    const passes = status >= 500 || status === 408 || status === 429;
    this.kind = passes ? 'unavailable' : status === 404 ? 'gone' : 'refused';
  }
}

/** One desk's tracker, written to and read in the name of the bot's own account. */
export function createRedmine({ url, apiKey, project }: Desk['tracker'], dispatcher: Agent) {
  const headers = { 'x-redmine-api-key': apiKey, 'content-type': 'application/json' };
  let me: Promise<number> | undefined;

  async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await request(`${url}${path}`, { method, headers, dispatcher, ...sent });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new RedmineError(answer.statusCode, `${method} ${path}`);
    return { text, date: Date.parse(String(answer.headers.date)) };
  }

  async function ask200<T>(path: string, shape: z.ZodType<T>): Promise<T> {
    return shape.parse(JSON.parse((await ask('GET', path)).text));
  }

  const journalsOf = async (issue: number): Promise<Journal[]> =>
    (await ask200(`/issues/${issue}.json?include=journals`, WithJournals)).issue.journals;

  /** Whose account it is we write in; asked once. */
  function myself(): Promise<number> {
    me ??= ask200('/users/current.json', Me).then(({ user }) => user.id);
    me.catch(() => (me = undefined));
    return me;
  }

  return {
    myself,
    journalsOf,
    /** Streams a file in. */
    async upload({ name, mime, size }: SaidFile, body: Readable): Promise<Upload> {
      const query = new URLSearchParams({ filename: name, ...(mime !== undefined && { content_type: mime }) });
      const length = size === undefined ? {} : { 'content-length': String(size) };
      const answer = await request(`${url}/uploads.json?${query.toString()}`, {
        ...{ method: 'POST', dispatcher, body },
        headers: { ...headers, 'content-type': 'application/octet-stream', ...length },
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new RedmineError(answer.statusCode, 'POST /uploads.json');
      const { token } = Uploaded.parse(JSON.parse(text)).upload;
      return { token, filename: name, ...(mime !== undefined && { content_type: mime }) };
    },
    async createIssue(subject: string, description: string, uploads: readonly Upload[] = []): Promise<number> {
      const issue = { project_id: project, subject, description, uploads };
      const { text } = await ask('POST', '/issues.json', { issue });
      return Created.parse(JSON.parse(text)).issue.id;
    },
    async addComment(issue: number, notes: string, uploads: readonly Upload[] = []): Promise<void> {
      await ask('PUT', `/issues/${issue}.json`, { issue: { notes, uploads } });
    },
    /** An issue of ours with exactly these words, made a short while ago. */
    async issueWith(description: string): Promise<number | undefined> {
      const { issues } = await ask200(`/issues.json?author_id=me&status_id=*&sort=id:desc&limit=${LATELY}`, Issues);
      return issues.find((issue) => sameWords(issue.description, description))?.id;
    },
    async hasComment(issue: number, notes: string): Promise<boolean> {
      const [mine, journals] = await Promise.all([myself(), journalsOf(issue)]);
      return journals.some(({ user, notes: kept }) => user.id === mine && sameWords(kept ?? '', notes));
    },
    /** Issues changed since then; `now` is Redmine's time before the list was made. */
    async changedSince(since: number): Promise<{ issues: number[]; now: number }> {
      const from = encodeURIComponent(`>=${new Date(since).toISOString().slice(0, 19)}Z`);
      const issues = new Set<number>();
      let now = Number.NaN;
      for (let offset = 0, total = 1; offset < total; offset += PAGE) {
        const query = `updated_on=${from}&status_id=*&sort=updated_on:desc&limit=${PAGE}&offset=${offset}`;
        const { text, date } = await ask('GET', `/issues.json?${query}`);
        const page = Issues.parse(JSON.parse(text));
        for (const { id } of page.issues) issues.add(id);
        if (offset === 0) now = date;
        total = page.total_count;
      }
      return { issues: [...issues], now };
    },
  };
}

export type Redmine = ReturnType<typeof createRedmine>;

/** Redmine keeps the ends of lines in a way of its own. */
const sameWords = (a: string, b: string) => a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();
