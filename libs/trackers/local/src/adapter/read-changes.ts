import { issueId } from '#contracts';
import type { ChangePage } from '#ports/tracker';
import { z } from 'zod';
import { List } from './answers.js';
import type { Api } from './api.js';

const PAGE = 100;
/** `updated_at` is the beginning of a transaction: one that was slow to commit is found by looking this far back. */
const OVERLAP_MS = 10 * 60 * 1_000;

/** `since`: where the last complete pass began. `until`, `offset`: where this pass began, and how far it has come. */
const Cursor = z.object({ since: z.string(), until: z.string().optional(), offset: z.number().default(0) });

/** One page of a pass. An issue's mark is its version, which every change raises by one. */
export async function readChanges(
  api: Api,
  cursor: Record<string, number | string> | undefined,
  signal: AbortSignal,
): Promise<ChangePage> {
  const call = { as: { kind: 'service' as const }, signal };
  if (!cursor) {
    const { now } = await api.ask(call, { path: '/issues', query: { limit: 1 } }, List);
    return { changed: [], cursor: { since: now }, complete: true, now: Date.parse(now) };
  }
  const { since, until, offset } = Cursor.parse(cursor);
  const updatedSince = new Date(Date.parse(since) - OVERLAP_MS).toISOString();
  const query = { status: 'all', updatedSince, offset, limit: PAGE };
  const { now, total, issues } = await api.ask(call, { path: '/issues', query }, List);
  const begun = until ?? now;
  const changed = issues.map(({ id, lockVersion }) => ({ issue: issueId(id), mark: String(lockVersion) }));
  const complete = offset + PAGE >= total;
  return complete
    ? { changed, cursor: { since: begun }, complete }
    : { changed, cursor: { since }, complete, next: { since, until: begun, offset: offset + PAGE } };
}
