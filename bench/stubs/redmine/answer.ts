import { z } from 'zod';
import type { Receipts } from './receipts.js';
import { ADMIN, createTracker, ENGINEER, type Tracker } from './tracker.js';

const NewIssue = z.object({ issue: z.object({ subject: z.string(), description: z.string() }) });
const Change = z.object({ issue: z.object({ notes: z.string(), private_notes: z.boolean().default(false) }) });
/** The engineer's own; whoever has another key is the administrator. */
export const ENGINEER_KEY = 'engineer';

export type Answer = { status: number; json?: string };
const NOT_FOUND: Answer = { status: 404 };
const found = (json: string | undefined): Answer => (json === undefined ? NOT_FOUND : { status: 200, json });

/** What does not change while a run lasts. */
const FIXED: Readonly<Record<string, object>> = {
  '/users/current.json': { user: { ...ADMIN, custom_fields: [], memberships: [] } },
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

  return function answer(method: string, url: URL, body: string, key?: string): Answer {
    const [, base = '', path = ''] = /^(\/[^/]+)(\/.*)$/.exec(url.pathname) ?? [];
    const tracker = trackerAt(base);
    const fixed = FIXED[path];
    if (fixed) return found(JSON.stringify(fixed));
    if (path === '/issues.json' && method === 'GET') return found(list(tracker, url.searchParams));
    if (path === '/issues.json') {
      const { subject, description } = NewIssue.parse(JSON.parse(body)).issue;
      const id = tracker.create(subject, description);
      receipts.note(`${base}/${id}`, description);
      return { status: 201, json: tracker.one(id, false) ?? '' };
    }
    const [, id] = /^\/issues\/(\d+)\.json$/.exec(path) ?? [];
    if (!id) return NOT_FOUND;
    if (method === 'GET') return found(tracker.one(Number(id), /journals/.test(url.search)));
    const { notes, private_notes: isPrivate } = Change.parse(JSON.parse(body)).issue;
    const user = key === ENGINEER_KEY ? ENGINEER : undefined;
    if (!tracker.comment(Number(id), notes, { user, isPrivate })) return NOT_FOUND;
    receipts.note(`${base}/${id}`, notes);
    return { status: 204 };
  };
}

function list(tracker: Tracker, query: URLSearchParams): string {
  const by = query.get('sort')?.startsWith('updated_on') ? 'updated' : 'id';
  const [, from = '', to = '9'] = /^(?:>=|><)([^|]*)(?:\|(.*))?$/.exec(query.get('updated_on') ?? '') ?? [];
  return tracker.list(by, from, to, Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 25));
}
