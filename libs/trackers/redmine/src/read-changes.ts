import { issueId } from '#contracts';
import type { Call, ChangePage } from '#ports/tracker';
import { z } from 'zod';
import { PAGE } from './pages.js';
import { readAs, readThenProve } from './prove-acting.js';
import type { Dated, Query, RedmineApi } from './redmine-api.js';
import { type ChangedIssue, ManyChanged } from './rest-shapes.js';

/** `updated_on` is set before the commit: this much must cover the longest transaction and the servers' clock skew. */
const OVERLAP_MS = 10 * 60_000;
/** From the end of a second on, nothing more is expected to be dated with it. */
const SETTLED_MS = 2_000;
const SECOND = 1_000;
/** What was read without a proof of whom Redmine takes us for is read again, with one, after so long. */
const PROVED_EVERY_MS = 30_000;

/** Up to when everything has been seen, and this is proved; ms since 1970, Redmine's time. */
const Cursor = z.object({ at: z.number() });
/**
 * A pass under way over what changed from `since` on: seen are the pages down to `before`, and `offset` issues below it.
 * `at` becomes the cursor.
 */
const Pass = z.object({ since: z.number(), before: z.number(), offset: z.int(), at: z.number() });
type Pass = { since: number; before?: number; offset: number; at?: number; proved?: number };
type Page = Dated<z.infer<typeof ManyChanged>>;

/**
 * One page of a pass over everything changed since the cursor, newest first. A page goes on below the last one's oldest
 * second, not by counting: an issue that leaves the list meanwhile moves nothing past us. One that changes meanwhile
 * leaves for the top, where the next pass finds it.
 */
export async function readChanges(
  api: RedmineApi,
  cursor: Record<string, number | string> | undefined,
  signal: AbortSignal,
): Promise<ChangePage> {
  const call: Call = { as: { kind: 'service' }, signal };
  if (!cursor) return begin(api, call);
  const pass: Pass = Pass.safeParse(cursor).data ?? newPass(Cursor.parse(cursor).at);
  const read = () => api.readDated(call, '/issues.json', ManyChanged, changedIn(pass));
  const seen = await readThenProve(api, call, read, (page) => !isProvedLately(pass, page));
  const { issues } = seen.body;
  const changed = issues.map((issue) => ({
    issue: issueId(String(issue.id)),
    mark: markOf(issue, seen.serverTime ?? Date.now()),
  }));
  const at = pass.at ?? seen.serverTime ?? Math.max(pass.since + OVERLAP_MS, issues[0]?.updated_on ?? 0);
  const last = issues.at(-1);
  if (last && !isLast(pass, seen)) {
    return { changed, cursor: { at }, complete: false, next: { ...below(pass, last.updated_on, issues.length), at } };
  }
  return { changed, cursor: { at: isProvedLately(pass, seen) ? pass.proved : at }, complete: true };
}

const isLast = ({ offset }: Pass, { body }: Page) => offset + body.issues.length >= body.total_count;

/** Of a pass of one page that follows a proof closely: all of it is read again by the next one that is proved. */
function isProvedLately(pass: Pass, page: Page): pass is Pass & { proved: number } {
  if (pass.proved === undefined || page.serverTime === undefined || !isLast(pass, page)) return false;
  const age = page.serverTime - pass.proved;
  return age >= 0 && age < PROVED_EVERY_MS;
}

/** The state now, in silence. Without a `Date` header the newest change is now: it is never ahead of Redmine's clock. */
async function begin(api: RedmineApi, call: Call): Promise<ChangePage> {
  const newest: Query = [...ANY, ['limit', 1]];
  const { seen } = await readAs(api, call, () => api.readDated(call, '/issues.json', ManyChanged, newest));
  const at = seen.serverTime ?? seen.body.issues[0]?.updated_on ?? 0;
  return { changed: [], cursor: { at }, complete: true, now: seen.serverTime };
}

const newPass = (proved: number): Pass => ({ since: Math.max(0, proved - OVERLAP_MS), offset: 0, proved });

/** The rest of a pass. Where a whole page is of one second (a bulk edit), that second is counted through. */
function below({ since, before, offset }: Pass, oldest: number, seen: number) {
  const end = oldest + SECOND;
  return { since, before: end, offset: before === end ? offset + seen : 0 };
}

const ANY: Query = [
  ['status_id', '*'],
  ['sort', 'updated_on:desc,id:desc'],
];

/**
 * REST tells whole seconds, the database knows parts of them, and Redmine's `>=` takes one second more: the bounds are
 * whole seconds that lie outside what is meant.
 */
function changedIn({ since, before, offset }: Pass): Query {
  const dated = before === undefined ? `>=${iso(since)}` : `><${iso(since)}|${iso(before)}`;
  return [...ANY, ['updated_on', dated], ['offset', offset], ['limit', PAGE]];
}

const iso = (ms: number) => new Date(ms - (ms % SECOND)).toISOString().replace('.000Z', 'Z');

/**
 * As long as more may come to be dated with the same second, the mark says so; the first look after that finds another
 * mark, and the issue is read once more.
 */
const markOf = ({ updated_on: at }: ChangedIssue, now: number) =>
  now - (at + SECOND) >= SETTLED_MS ? String(at / SECOND) : `${at / SECOND}~`;
