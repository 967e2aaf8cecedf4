import { TrackerError, type Account, type Call } from '#ports/tracker';
import { accountOf } from './from-account.js';
import { pages } from './pages.js';
import type { RedmineApi } from './redmine-api.js';
import { CustomFields, ManyUsers, type RestUser } from './rest-shapes.js';

const ACTIVE = 1;

/**
 * The active account in whose code field this code stands. Redmine 5.1 and later filter (where the field is "used as a
 * filter"); older ones ignore that, and every user is looked at, a hundred at a time. A code on two accounts proves
 * neither: nobody is found.
 */
export async function findCode(
  api: RedmineApi,
  codeField: string,
  code: string,
  signal: AbortSignal,
): Promise<Account | undefined> {
  const wanted = spelled(code);
  if (wanted === '') return undefined;
  const call: Call = { as: { kind: 'service' }, signal };
  const field = await findCodeField(api, codeField, call);
  if (field === undefined)
    throw new TrackerError('rejected', `no user custom field "${codeField}" to look for a code in`);
  const found = new Map<number, Account>();
  for await (const { users } of pages(api, call, '/users.json', ManyUsers, [[`cf_${field}`, `~${code}`]])) {
    const holders = users.filter(
      (user) => (user.status ?? ACTIVE) === ACTIVE && spelled(valueOf(user, field)) === wanted,
    );
    for (const user of holders) found.set(user.id, accountOf(user));
  }
  const [account, ...others] = found.values();
  return others.length === 0 ? account : undefined;
}

/** Id of the user custom field of that name; for administrators only. */
export async function findCodeField(api: RedmineApi, name: string, call: Call): Promise<number | undefined> {
  const { custom_fields: fields } = await api.read(call, '/custom_fields.json', CustomFields);
  return fields.find((field) => field.customized_type === 'user' && field.name === name)?.id;
}

const valueOf = (user: RestUser, field: number): string => {
  const value = user.custom_fields.find(({ id }) => id === field)?.value;
  return typeof value === 'string' ? value : '';
};

/** As a hand types it: case, spaces and dashes do not count. */
const spelled = (code: string) => code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
