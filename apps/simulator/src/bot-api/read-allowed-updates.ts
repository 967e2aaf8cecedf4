import { isDeepStrictEqual } from 'node:util';
import { typeSchemas } from '../schema/schema.js';
import type { Call } from './method.js';

const known: ReadonlySet<string> = new Set(Object.keys(typeSchemas['Update'] ?? {}));

/** An omitted list leaves all as it was; unknown names do not count; an empty list is the default again. */
export function readAllowedUpdates({ params, state, ground: { history, clock } }: Call): void {
  const list = params.list('allowed_updates');
  if (list === undefined) return;
  const valid = list.map(String).filter((type) => known.has(type));
  const types = valid.length === 0 ? undefined : valid;
  if (isDeepStrictEqual(types, state.allowedUpdates)) return;
  history.record({ kind: 'allowed-updates-set', at: clock.now(), bot: state.bot.id, types });
}
