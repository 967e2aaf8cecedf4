import { accountId } from '#contracts';
import type { Baseline, Call, RemoteItem, WriteTarget } from '#ports/tracker';
import { z } from 'zod';
import { issueItem, journalItems } from './from-issue.js';
import { pages } from './pages.js';
import { readAs } from './prove-acting.js';
import { readRestIssue } from './read-issue.js';
import { ifThere } from './read-names.js';
import type { Query, RedmineApi } from './redmine-api.js';
import { ManyChanged, ManyIssues } from './rest-shapes.js';

/** What this file made of a baseline: the highest issue id, or the highest journal id of the issue, and who read it. */
const Known = z.object({
  issue: z.int().default(0),
  journal: z.int().default(0),
  account: z.string().transform(accountId).optional(),
});
export const knownOf = (baseline: Baseline) => Known.parse(baseline);

export async function baseline(api: RedmineApi, call: Call, target: WriteTarget): Promise<Baseline> {
  const { seen, me } = await readAs(api, call, () => highest(api, call, target));
  return { ...seen, account: me.id };
}

async function highest(api: RedmineApi, call: Call, target: WriteTarget): Promise<Baseline> {
  if (target.kind === 'issue') {
    const { journals } = await readRestIssue(api, call, target.issue, 'journals');
    return { journal: Math.max(0, ...journals.map(({ id }) => id)) };
  }
  const newest: Query = [
    ['status_id', '*'],
    ['sort', 'id:desc'],
    ['limit', 1],
  ];
  const { issues } = await api.read(call, '/issues.json', ManyChanged, newest);
  return { issue: issues[0]?.id ?? 0 };
}

/** Everything of this account above the baseline, oldest first. */
export async function itemsAbove(
  api: RedmineApi,
  call: Call,
  target: WriteTarget,
  above: Baseline,
): Promise<RemoteItem[]> {
  const known = knownOf(above);
  if (target.kind === 'new-issue') {
    const listed = (by: Call, author: string) =>
      readAs(api, by, () => newIssues(api, by, author, known.issue, target.since));
    if (call.as.kind === 'service') return (await listed(call, 'me')).seen;
    const own = (await ifThere(() => listed(call, 'me')))?.seen ?? [];
    return withHidden(own, (await listed({ ...call, as: { kind: 'service' } }, call.as.account)).seen);
  }
  const read = () => readRestIssue(api, call, target.issue, 'journals');
  const { seen, me } = await readAs(api, call, read);
  return journalItems(seen, me.id, known.journal, api.publicUrl);
}

/** An account may create what it may not see: the desk sees that, and nobody is to be shown it. */
function withHidden(own: readonly RemoteItem[], asDesk: readonly RemoteItem[]): RemoteItem[] {
  const visible = new Set(own.map(({ key }) => key));
  const hidden = asDesk.filter(({ key }) => !visible.has(key)).map((item) => ({ ...item, private: true }));
  return [...own, ...hidden].toSorted((a, b) => Number(a.issue.id) - Number(b.issue.id));
}

/** Newest first, until the baseline; a creation between two pages shifts them, so one issue may come twice. */
async function newIssues(
  api: RedmineApi,
  call: Call,
  author: string,
  above: number,
  since: number | undefined,
): Promise<RemoteItem[]> {
  const theirs: Query = [
    ['status_id', '*'],
    ['author_id', author],
    ['sort', 'id:desc'],
    ['include', 'attachments'],
    // Its dates are days, in its own zone.
    ...(since === undefined ? [] : [['created_on', `>=${new Date(since).toISOString().slice(0, 10)}`] as const]),
  ];
  const found = new Map<number, RemoteItem>();
  for await (const { issues } of pages(api, call, '/issues.json', ManyIssues, theirs)) {
    const fresh = issues.filter(({ id }) => id > above);
    for (const issue of fresh) found.set(issue.id, issueItem(issue, api.publicUrl));
    if (fresh.length < issues.length) break;
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([, item]) => item);
}
