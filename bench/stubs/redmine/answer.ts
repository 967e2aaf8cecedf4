import { z } from 'zod';
import type { Receipts } from './receipts.js';
import { customerJson, customerOf, isCustomer } from './customers.js';
import type { Body } from './read-body.js';
import { ADMIN, AUTHOR, createTracker, ENGINEER, type Tracker, type User } from './tracker.js';
import { createUploads, Named } from './uploads.js';

const uploads = z.array(Named).default([]);
const NewIssue = z.object({ issue: z.object({ subject: z.string(), description: z.string(), uploads }) });
const Change = z.object({
  issue: z.object({ notes: z.string(), private_notes: z.boolean().default(false), uploads }),
});
/** The engineer's own; whoever has another key is the administrator. */
export const ENGINEER_KEY = 'engineer';

export type Answer = { status: number; json?: string };
const NOT_FOUND: Answer = { status: 404 };
/** Another type than a file's. */
const NOT_ACCEPTABLE: Answer = { status: 406 };
const found = (json: string | undefined): Answer => (json === undefined ? NOT_FOUND : { status: 200, json });

/** Who asks: by their own key, or by the administrator's in someone else's name. */
export type Asker = { key?: string; switchUser?: string };

const ME = '/users/current.json';
const ISSUE_TYPES = { trackers: [{ id: 3, name: 'Support' }] };
const PROJECT = {
  ...{ id: 1, name: 'Web shop', status: 1, ...ISSUE_TYPES },
  enabled_modules: [{ id: 1, name: 'issue_tracking' }],
};
/** What does not change while a run lasts. */
const FIXED: Readonly<Record<string, object>> = {
  '/projects.json': { projects: [PROJECT], total_count: 1 },
  '/projects/1.json': { project: PROJECT },
  '/trackers.json': ISSUE_TYPES,
  '/issue_statuses.json': { issue_statuses: [{ id: 1, name: 'New' }] },
  '/enumerations/issue_priorities.json': { issue_priorities: [{ id: 2, name: 'Normal', is_default: true }] },
  [ME]: { user: { ...ADMIN, custom_fields: [], memberships: [] } },
  [`/users/${ADMIN.id}.json`]: { user: { ...ADMIN, custom_fields: [] } },
  '/custom_fields.json': { custom_fields: [{ id: 1, name: 'Telegram', customized_type: 'user' }] },
};

/** As many trackers as there are paths: `/desk-7/issues.json` is an issue list of the tracker `/desk-7`. */
export function createAnswers(receipts: Receipts) {
  const trackers = new Map<string, { tracker: Tracker; files: ReturnType<typeof createUploads> }>();

  function trackerAt(base: string) {
    const at = trackers.get(base) ?? { tracker: createTracker(), files: createUploads() };
    trackers.set(base, at);
    return at;
  }

  return function answer(method: string, url: URL, body: Body, asker: Asker = {}): Answer {
    const [, base = '', path = ''] = /^(\/[^/]+)(\/.*)$/.exec(url.pathname) ?? [];
    const { tracker, files } = trackerAt(base);
    const query = url.searchParams;
    const customer = customerOf(asker.switchUser);
    const json = () => (body.kind === 'words' ? JSON.parse(body.text) : undefined);
    const fixed = path === ME && customer ? customerJson(customer.id) : FIXED[path];
    if (fixed) return found(JSON.stringify(fixed));
    if (path === '/uploads.json') {
      if (body.kind !== 'file') return NOT_ACCEPTABLE;
      const [name, mime] = [query.get('filename') ?? 'file', query.get('content_type') ?? undefined];
      const upload = files.take({ name, mime, size: body.octets, by: customer ?? AUTHOR });
      return { status: 201, json: JSON.stringify({ upload }) };
    }
    if (path === '/issues.json' && method === 'GET') return found(list(tracker, query, customer));
    if (path === '/issues.json') {
      const { subject, description, uploads: named } = NewIssue.parse(json()).issue;
      const along = { user: customer, files: files.attach(named) };
      const id = tracker.create(subject, description, along);
      receipts.note(`${base}/${id}`, description, along.files);
      return { status: 201, json: tracker.one(id, includedBy(query)) ?? '' };
    }
    const [, user] = /^\/users\/(\d+)\.json$/.exec(path) ?? [];
    if (user && isCustomer(Number(user))) return found(JSON.stringify(customerJson(Number(user))));
    const [, id] = /^\/issues\/(\d+)\.json$/.exec(path) ?? [];
    if (!id) return NOT_FOUND;
    if (method === 'GET') return found(tracker.one(Number(id), includedBy(query), !customer));
    if (!tracker.has(Number(id))) return NOT_FOUND;
    const { notes, private_notes: isPrivate, uploads: named } = Change.parse(json()).issue;
    const by = asker.key === ENGINEER_KEY ? ENGINEER : customer;
    const along = { user: by, isPrivate, files: files.attach(named) };
    tracker.comment(Number(id), notes, along);
    receipts.note(`${base}/${id}`, notes, along.files);
    return { status: 204 };
  };
}

const includedBy = (query: URLSearchParams): string[] => query.get('include')?.split(',') ?? [];

function list(tracker: Tracker, query: URLSearchParams, me: Pick<User, 'id'> = ADMIN): string {
  const by = query.get('sort')?.startsWith('updated_on') ? 'updated' : 'id';
  const [, from = '', to = '9'] = /^(?:>=|><)([^|]*)(?:\|(.*))?$/.exec(query.get('updated_on') ?? '') ?? [];
  const author = query.get('author_id') === 'me' ? me.id : undefined;
  return tracker.list({
    ...{ by, from, to, author },
    offset: Number(query.get('offset') ?? 0),
    limit: Number(query.get('limit') ?? 25),
    include: includedBy(query),
  });
}
