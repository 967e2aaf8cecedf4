import { TrackerError, type Account } from '#ports/tracker';
import type { RedmineApi } from './redmine-api.js';
import { OneUser } from './rest-shapes.js';

/** The API key of an account, which Redmine shows to administrators (`users/show.api.rsb`) and makes when first asked for. */
export async function readKey(api: RedmineApi, { id }: Account, signal: AbortSignal): Promise<string> {
  const { user } = await api.read({ as: { kind: 'service' }, signal }, `/users/${id}.json`, OneUser);
  if (user.api_key) return user.api_key;
  throw new TrackerError(
    'unauthorized',
    `Redmine does not show the key of account ${id}: our own is no administrator's`,
  );
}
