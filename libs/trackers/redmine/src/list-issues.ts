import type { Call, IssuePage } from '#ports/tracker';
import { issueId } from '#contracts';
import { headOf } from './from-issue.js';
import { readAs } from './prove-acting.js';
import { ifThere } from './read-names.js';
import { readRestIssue } from './read-issue.js';
import type { Query, RedmineApi } from './redmine-api.js';
import { ManyIssues } from './rest-shapes.js';

/** Open issues, newest change first; a number finds that issue, open or not. */
export async function listIssues(
  api: RedmineApi,
  call: Call,
  query: string | undefined,
  page: number,
  pageSize: number,
): Promise<IssuePage> {
  const number = /^\s*#?(\d{1,18})\s*$/.exec(query ?? '')?.[1];
  if (number) return oneIssue(api, call, number);
  const paged: Query = [...openAbout(query), ['offset', page * pageSize], ['limit', pageSize]];
  const { seen } = await readAs(api, call, () => api.read(call, '/issues.json', ManyIssues, paged));
  const issues = seen.issues.map((issue) => headOf(issue, api.publicUrl));
  return { issues, page, pages: Math.max(1, Math.ceil(seen.total_count / pageSize)) };
}

async function oneIssue(api: RedmineApi, call: Call, number: string): Promise<IssuePage> {
  const { seen } = await readAs(api, call, () => ifThere(() => readRestIssue(api, call, issueId(number), '')));
  return { issues: seen ? [headOf(seen, api.publicUrl)] : [], page: 0, pages: 1 };
}

/** The long form of the filters: in the short one a `|` or a leading operator in someone's words would be read as such. */
function openAbout(words: string | undefined): Query {
  const about = words?.trim();
  const open: Query = [
    ['set_filter', 1],
    ['sort', 'updated_on:desc,id:desc'],
    ['f[]', 'status_id'],
    ['op[status_id]', 'o'],
  ];
  return about ? [...open, ['f[]', 'subject'], ['op[subject]', '~'], ['v[subject][]', about]] : open;
}
