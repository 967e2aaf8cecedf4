import { z } from 'zod';
import type { RedminePart } from './part.js';

const Named = z.object({ id: z.int(), name: z.string() });
const Users = z.object({ users: z.array(z.object({ id: z.int(), login: z.string() })) });
const User = z.object({
  user: z.object({ id: z.int(), login: z.string(), firstname: z.string(), lastname: z.string(), api_key: z.string() }),
});
const Projects = z.object({ projects: z.array(Named.extend({ identifier: z.string() })) });
const IssueTypes = z.object({ trackers: z.array(Named) });
const Statuses = z.object({ issue_statuses: z.array(Named) });
const Priorities = z.object({ issue_priorities: z.array(Named) });
const Groups = z.object({ groups: z.array(Named) });
const Fields = z.object({ custom_fields: z.array(Named) });

/** Asks a Redmine filled by `redmine-seed.rb` for what the tests need to know of it. */
export async function readRedmine(url: string, apiKey: string): Promise<RedminePart> {
  const read = async <S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> => {
    const headers = { 'x-redmine-api-key': apiKey, connection: 'close' };
    const response = await fetch(`${url}/${path}`, { headers });
    if (!response.ok) throw new Error(`Redmine answers ${response.status} to ${path}`);
    return schema.parse(await response.json());
  };
  const { users } = await read('users.json?limit=100', Users);
  const people = await Promise.all(users.map(({ id }) => read(`users/${id}.json`, User)));
  const ids = (rows: readonly z.infer<typeof Named>[]) => Object.fromEntries(rows.map(({ id, name }) => [name, id]));
  const telegram = (await read('custom_fields.json', Fields)).custom_fields.find(({ name }) => name === 'Telegram');
  if (!telegram)
    throw new Error(`the Redmine at ${url} is not seeded: run libs/testkit/src/parts/redmine-seed.rb in it`);
  const { projects } = await read('projects.json?limit=100', Projects);
  return {
    url,
    apiKey,
    people: Object.fromEntries(
      people.map(({ user }) => [
        user.login,
        { id: user.id, login: user.login, name: `${user.firstname} ${user.lastname}`, apiKey: user.api_key },
      ]),
    ),
    groups: ids((await read('groups.json', Groups)).groups),
    projects: Object.fromEntries(projects.map(({ id, identifier }) => [identifier, id])),
    issueTypes: ids((await read('trackers.json', IssueTypes)).trackers),
    statuses: ids((await read('issue_statuses.json', Statuses)).issue_statuses),
    priorities: ids((await read('enumerations/issue_priorities.json', Priorities)).issue_priorities),
    telegramField: telegram.id,
  };
}
