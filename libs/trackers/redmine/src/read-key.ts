import { TrackerError, type Account } from '#ports/tracker';
import { ifThere } from './read-names.js';
import type { RedmineApi } from './redmine-api.js';
import { OneUser } from './rest-shapes.js';

/** The API key of an account, which Redmine shows to administrators (`users/show.api.rsb`) and makes when first asked for. */
export async function readKey(
  { read }: Pick<RedmineApi, 'read'>,
  { id }: Pick<Account, 'id'>,
  signal: AbortSignal,
): Promise<string> {
  const found = await ifThere(() => read({ as: { kind: 'service' }, signal }, `/users/${id}.json`, OneUser));
  if (found?.user.api_key) return found.user.api_key;
  throw new TrackerError(
    'unauthorized',
    `Redmine does not show the key of account ${id}: it is not there, or our own is no administrator's`,
  );
}
