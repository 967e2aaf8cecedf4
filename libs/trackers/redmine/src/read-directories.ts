import type { Call, Directories } from '#ports/tracker';
import { named } from './from-issue.js';
import { pages } from './pages.js';
import { readAs } from './prove-acting.js';
import type { RedmineApi } from './redmine-api.js';
import { IssueTypes, ManyProjects, OneProject, Priorities, type Ref } from './rest-shapes.js';

/**
 * What a new issue may be made of. Redmine does not tell in which projects someone may create issues: those are named
 * that are active, keep issues and are visible to the account, its own (where it is a member) first. What its role then
 * forbids, Redmine refuses in words.
 */
export async function readDirectories(api: RedmineApi, call: Call, project: string | undefined): Promise<Directories> {
  const read = () => Promise.all([projects(api, call), issueTypes(api, call, project), priorities(api, call)]);
  const { seen, me } = await readAs(api, call, read, 'memberships');
  const own = new Set(me.memberships.map((membership) => membership.project.id));
  const [visible, types, levels] = seen;
  const sorted = visible.toSorted(
    (a, b) => Number(own.has(b.id)) - Number(own.has(a.id)) || a.name.localeCompare(b.name),
  );
  return { projects: sorted.map(named), issueTypes: types.map(named), priorities: levels };
}

async function projects(api: RedmineApi, call: Call): Promise<Ref[]> {
  const found: Ref[] = [];
  for await (const page of pages(api, call, '/projects.json', ManyProjects, [['include', 'enabled_modules']])) {
    const usable = page.projects.filter(
      ({ status, enabled_modules: modules }) => status === 1 && modules.some(({ name }) => name === 'issue_tracking'),
    );
    found.push(...usable);
  }
  return found;
}

async function issueTypes(api: RedmineApi, call: Call, project: string | undefined): Promise<Ref[]> {
  if (project === undefined) return (await api.read(call, '/trackers.json', IssueTypes)).trackers;
  const path = `/projects/${encodeURIComponent(project)}.json`;
  return (await api.read(call, path, OneProject, [['include', 'trackers']])).project.trackers;
}

async function priorities(api: RedmineApi, call: Call): Promise<Directories['priorities']> {
  const all = await api.read(call, '/enumerations/issue_priorities.json', Priorities);
  return all.issue_priorities
    .filter(({ active }) => active)
    .map((one) => ({ ...named(one), isDefault: one.is_default }));
}
