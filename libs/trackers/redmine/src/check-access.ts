import { TrackerError, type Account, type Call } from '#ports/tracker';
import { aboutAddress } from './about-address.js';
import type { RedmineConfig } from './config.js';
import { findCodeField } from './find-code.js';
import { readMe, type Me } from './prove-acting.js';
import type { RedmineApi } from './redmine-api.js';
import { ManyIssues } from './rest-shapes.js';

type Access = { account: Account; notes: readonly string[] };

/** Proves address, key and the right to act for others, and says what of Redmine's settings will be missed. */
export async function checkAccess(api: RedmineApi, config: RedmineConfig, signal: AbortSignal): Promise<Access> {
  const call: Call = { as: { kind: 'service' }, signal };
  const me = await readMe(api, call).catch((error: unknown) => {
    throw explained(error);
  });
  const weak = weakness(me);
  if (weak !== undefined && config.actAs === 'switch-user') throw new TrackerError('unauthorized', weak);
  const notes = await Promise.all([weak ?? aboutCodeField(api, config, call), aboutClock(api, call)]);
  return {
    account: { id: me.id, login: me.login, name: me.name },
    notes: [...notes.flat(), ...aboutAddress(api.publicUrl)],
  };
}

/** The same error, in words that name the setting. */
function explained(error: unknown): unknown {
  if (!(error instanceof TrackerError) || error.kind !== 'unauthorized') return error;
  const hint =
    'Is "Enable REST web service" on (Administration, Settings, API), and is this the API key of an active administrator?';
  return new TrackerError('unauthorized', `${error.message}. ${hint}`, { cause: error });
}

/** Without this right not one person can be acted for: it is the desk's trouble, and nobody's own. */
function weakness({ admin, login }: Me): string | undefined {
  if (admin) return undefined;
  return (
    `The key belongs to ${login}, who is no administrator: Redmine lets only administrators act for others ` +
    '(X-Redmine-Switch-User) and look up link codes. Make them an administrator, or take the key of one.'
  );
}

async function aboutCodeField(api: RedmineApi, config: RedmineConfig, call: Call): Promise<string[]> {
  const field = await findCodeField(api, config.codeField, call);
  if (field !== undefined) return [];
  return [
    `There is no user custom field "${config.codeField}": people cannot link their accounts. Add it under ` +
      'Administration, Custom fields, Users: format Text, "Editable" and "Used as a filter" on.',
  ];
}

async function aboutClock(api: RedmineApi, call: Call): Promise<string[]> {
  const { serverTime } = await api.readDated(call, '/issues.json', ManyIssues, [['limit', 1]]);
  if (serverTime !== undefined) return [];
  return [
    'Answers carry no Date header (a bare Puma sends none; a proxy before it would): changes are followed by their own ' +
      'times, and the clocks of both machines should agree to the second.',
  ];
}
