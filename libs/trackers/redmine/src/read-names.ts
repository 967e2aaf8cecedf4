import { TrackerError, type Call } from '#ports/tracker';
import type { z } from 'zod';
import { fewAtOnce } from './few-at-once.js';
import { accountOf } from './from-account.js';
import { idsIn, type NameOf, type Names } from './from-detail.js';
import type { RedmineApi } from './redmine-api.js';
import {
  IssueTypes,
  OneGroup,
  OneProject,
  OneUser,
  OneVersion,
  Priorities,
  Statuses,
  type Ref,
  type RestIssue,
} from './rest-shapes.js';

type Entry = readonly [id: string, name: string];

/** Names for the ids in an issue's history, as this account may see them. Asks only for what the issue does not say. */
export async function readNames(api: RedmineApi, call: Call, issue: RestIssue): Promise<Names> {
  const known = namesIn(issue);
  const missing = new Map<NameOf, Set<string>>();
  for (const { of, id } of issue.journals.flatMap(({ details }) => details).flatMap(idsIn)) {
    if (known.get(of)?.has(id)) continue;
    missing.set(of, (missing.get(of) ?? new Set()).add(id));
  }
  for (const [of, ids] of missing) {
    for (const [id, name] of await lookUp(api, call, of, [...ids])) known.get(of)?.set(id, name);
  }
  return (of, id) => known.get(of)?.get(id);
}

function namesIn(issue: RestIssue): Map<NameOf, Map<string, string>> {
  const people = [issue.author, issue.assigned_to, ...issue.watchers, ...issue.journals.map(({ user }) => user)];
  const of = (...refs: readonly (Ref | undefined)[]) =>
    new Map(refs.flatMap((ref) => (ref ? [[String(ref.id), ref.name] as const] : [])));
  return new Map([
    ['status', of(issue.status)],
    ['issue type', of(issue.tracker)],
    ['priority', of(issue.priority)],
    ['project', of(issue.project)],
    ['category', of(issue.category)],
    ['version', of(issue.fixed_version)],
    ['person', of(...people)],
    ['field', of(...issue.custom_fields)],
  ]);
}

async function lookUp(api: RedmineApi, call: Call, of: NameOf, ids: readonly string[]): Promise<readonly Entry[]> {
  const list = async <T>(path: string, shape: z.ZodType<T>, refs: (answer: T) => readonly Ref[]) =>
    refs(await api.read(call, path, shape)).map(({ id, name }): Entry => [String(id), name]);
  switch (of) {
    case 'status':
      return list('/issue_statuses.json', Statuses, (answer) => answer.issue_statuses);
    case 'issue type':
      return list('/trackers.json', IssueTypes, (answer) => answer.trackers);
    case 'priority':
      return list('/enumerations/issue_priorities.json', Priorities, (answer) => answer.issue_priorities);
    case 'person':
      return each(ids, (id) => personName(api, call, id));
    case 'project':
      return each(ids, async (id) => (await api.read(call, `/projects/${id}.json`, OneProject)).project.name);
    case 'version':
      return each(ids, async (id) => (await api.read(call, `/versions/${id}.json`, OneVersion)).version.name);
    // Categories are for a project's managers to read, and fields stand on the issue for whoever may see them.
    case 'category':
    case 'field':
      return [];
  }
}

async function each(ids: readonly string[], name: (id: string) => Promise<string | undefined>): Promise<Entry[]> {
  const found = await fewAtOnce(ids, async (id) => [id, await ifThere(() => name(id))] as const);
  return found.flatMap(([id, one]): Entry[] => (one === undefined ? [] : [[id, one]]));
}

async function personName(api: RedmineApi, call: Call, id: string): Promise<string> {
  const user = await ifThere(() => api.read(call, `/users/${id}.json`, OneUser));
  return user ? accountOf(user.user).name : (await api.read(call, `/groups/${id}.json`, OneGroup)).group.name;
}

/** `undefined` for what does not exist for this account. */
export async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TrackerError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
