import type { Call } from '#ports/tracker';
import { ifThere } from './read-names.js';
import type { RedmineApi } from './redmine-api.js';
import { OneRole } from './rest-shapes.js';

/** What a role may be asked for (`lib/redmine/preparation.rb`). */
export type Permission = 'add_issues' | 'set_notes_private';

/** Whether a role has a permission. Redmine tells it to everyone who may use its REST interface. */
export async function rolePermits(api: RedmineApi, call: Call, role: number, wanted: Permission): Promise<boolean> {
  const found = await ifThere(() => api.read(call, `/roles/${role}.json`, OneRole));
  return found?.role.permissions.includes(wanted) ?? false;
}
