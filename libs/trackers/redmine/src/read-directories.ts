import type { Call, Directories } from '#ports/tracker';
import { named } from './from-issue.js';
import { pages } from './pages.js';
import { type Me, readAs } from './prove-acting.js';
import type { RedmineApi } from './redmine-api.js';
import { IssueTypes, ManyProjects, OneProject, Priorities, type Ref } from './rest-shapes.js';
import { rolePermits } from './role-permits.js';

/**
 * What a new issue may be made of. Redmine does not tell in which projects someone may create issues: those are named
 * that are active, keep issues and are visible to the account, its own first; not those where all its roles only read.
 * What is forbidden by anything else, Redmine refuses in words.
 */
export async function readDirectories(api: RedmineApi, call: Call, project: string | undefined): Promise<Directories> {
  const read = () => Promise.all([projects(api, call), issueTypes(api, call, project), priorities(api, call)]);
  const { seen, me } = await readAs(api, call, read, 'memberships');
  const own = new Set(me.memberships.map((membership) => membership.project.id));
  const closed = await projectsOnlyRead(api, call, me);
  const [visible, types, levels] = seen;
  const open = visible.filter(({ id }) => !closed.has(id));
  const sorted = open.toSorted((a, b) => Number(own.has(b.id)) - Number(own.has(a.id)) || a.name.localeCompare(b.name));
  return { projects: sorted.map(named), issueTypes: types.map(named), priorities: levels };
}

async function projectsOnlyRead(api: RedmineApi, call: Call, { admin, memberships }: Me): Promise<Set<number>> {
  if (admin) return new Set();
  const roles = new Set(memberships.flatMap((membership) => membership.roles.map(({ id }) => id)));
  const asked = [...roles].map(async (role) => [role, await rolePermits(api, call, role, 'add_issues')] as const);
  const creates = new Map(await Promise.all(asked));
  const onlyRead = memberships.filter((membership) => !membership.roles.some(({ id }) => creates.get(id)));
  return new Set(onlyRead.map(({ project }) => project.id));
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
