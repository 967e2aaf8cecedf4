import { TrackerError, type Account, type Call } from '#ports/tracker';
import { accountOf } from './from-account.js';
import type { RedmineApi } from './redmine-api.js';
import { OneUser, type RestUser } from './rest-shapes.js';

/** `memberships` are there where they were asked for. */
export type Me = Account & { admin: boolean; memberships: RestUser['memberships'] };

/**
 * Whom Redmine takes us for. It answers some calls that it should refuse, and does so in silence: a key it does not know
 * reads as the anonymous user, and X-Redmine-Switch-User of a key that is no administrator's is ignored
 * (`application_controller.rb`, `find_current_user`). So what was read counts only together with this.
 */
export async function readMe(api: RedmineApi, call: Call, include: 'memberships' | '' = ''): Promise<Me> {
  const user = await readCurrentUser(api, call, include);
  const me = { ...accountOf(user), admin: user.admin, memberships: user.memberships };
  if (call.as.kind === 'account' && call.as.account !== me.id) {
    throw new TrackerError(
      'unauthorized',
      `acting as ${call.as.account} is answered as ${me.id}: the key is no administrator's, or the login changed hands`,
    );
  }
  return me;
}

async function readCurrentUser(api: RedmineApi, call: Call, include: string): Promise<RestUser> {
  const path = '/users/current.json';
  try {
    return (await api.read(call, path, OneUser, [['include', include]])).user;
  } catch (error) {
    // Redmine refuses this page to nobody: 403 means that its REST interface is off.
    const off = error instanceof TrackerError && error.kind === 'not-found';
    throw off ? new TrackerError('unauthorized', `GET ${path}: no REST interface here, or it is switched off`) : error;
  }
}

/** Reads in someone's name, and proves by a second request at the same time that it was in their name. */
export async function readAs<T>(
  api: RedmineApi,
  call: Call,
  read: () => Promise<T>,
  include: 'memberships' | '' = '',
): Promise<{ seen: T; me: Me }> {
  const [seen, me] = await Promise.allSettled([read(), readMe(api, call, include)]);
  if (me.status === 'rejected') throw me.reason;
  if (seen.status === 'rejected') throw seen.reason;
  return { seen: seen.value, me: me.value };
}

/**
 * Reads in someone's name, and asks only afterwards whom Redmine takes us for: where what was read is worth nothing without
 * that proof, or nothing was there.
 */
export async function readThenProve<T>(
  api: RedmineApi,
  call: Call,
  read: () => Promise<T>,
  isNeeded: (seen: T) => boolean,
): Promise<T> {
  try {
    const seen = await read();
    if (isNeeded(seen)) await readMe(api, call);
    return seen;
  } catch (error) {
    if (error instanceof TrackerError && error.kind === 'not-found') await readMe(api, call);
    throw error;
  }
}

/**
 * A write that is refused without a word, or answered with 404, may have been refused for the whole desk, or by what stands
 * before a Redmine that is down (an ingress says 404, too): then that is what is told.
 */
export async function writeAs<T>(api: RedmineApi, call: Call, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof TrackerError && isWordless(error)) await readMe(api, call);
    throw error;
  }
}

const isWordless = ({ kind, words }: TrackerError) => kind === 'not-found' || (kind === 'rejected' && !words);
