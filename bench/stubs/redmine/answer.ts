import { z } from 'zod';
import type { Receipts } from './receipts.js';
import { customerJson, customerOf, isCustomer } from './customers.js';
import { ADMIN, createTracker, ENGINEER, type Tracker, type User } from './tracker.js';

const NewIssue = z.object({ issue: z.object({ subject: z.string(), description: z.string() }) });
const Change = z.object({ issue: z.object({ notes: z.string(), private_notes: z.boolean().default(false) }) });
/** The engineer's own; whoever has another key is the administrator. */
export const ENGINEER_KEY = 'engineer';

export type Answer = { status: number; json?: string };
const NOT_FOUND: Answer = { status: 404 };
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
  const trackers = new Map<string, Tracker>();

  function trackerAt(base: string): Tracker {
    const tracker = trackers.get(base) ?? createTracker();
    trackers.set(base, tracker);
    return tracker;
  }

  return function answer(method: string, url: URL, body: string, asker: Asker = {}): Answer {
    const [, base = '', path = ''] = /^(\/[^/]+)(\/.*)$/.exec(url.pathname) ?? [];
    const tracker = trackerAt(base);
    const customer = customerOf(asker.switchUser);
    const fixed = path === ME && customer ? customerJson(customer.id) : FIXED[path];
    if (fixed) return found(JSON.stringify(fixed));
    if (path === '/issues.json' && method === 'GET') return found(list(tracker, url.searchParams, customer));
    if (path === '/issues.json') {
      const { subject, description } = NewIssue.parse(JSON.parse(body)).issue;
      const id = tracker.create(subject, description, customer);
      receipts.note(`${base}/${id}`, description);
      return { status: 201, json: tracker.one(id, false) ?? '' };
    }
    const [, user] = /^\/users\/(\d+)\.json$/.exec(path) ?? [];
    if (user && isCustomer(Number(user))) return found(JSON.stringify(customerJson(Number(user))));
    const [, id] = /^\/issues\/(\d+)\.json$/.exec(path) ?? [];
    if (!id) return NOT_FOUND;
    if (method === 'GET') return found(tracker.one(Number(id), /journals/.test(url.search), !customer));
    const { notes, private_notes: isPrivate } = Change.parse(JSON.parse(body)).issue;
    const by = asker.key === ENGINEER_KEY ? ENGINEER : customer;
    if (!tracker.comment(Number(id), notes, { user: by, isPrivate })) return NOT_FOUND;
    receipts.note(`${base}/${id}`, notes);
    return { status: 204 };
  };
}

function list(tracker: Tracker, query: URLSearchParams, me: Pick<User, 'id'> = ADMIN): string {
  const by = query.get('sort')?.startsWith('updated_on') ? 'updated' : 'id';
  const [, from = '', to = '9'] = /^(?:>=|><)([^|]*)(?:\|(.*))?$/.exec(query.get('updated_on') ?? '') ?? [];
  const author = query.get('author_id') === 'me' ? me.id : undefined;
  return tracker.list({
    ...{ by, from, to, author },
    offset: Number(query.get('offset') ?? 0),
    limit: Number(query.get('limit') ?? 25),
  });
}
