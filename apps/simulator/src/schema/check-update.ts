import type { Json } from '../bot-api/json.js';
import { updateJson } from '../world/queue-update.js';
import type { Effect } from '../world/world-event.js';
import { checkValue } from './check-value.js';

/** Throws where an update the world made does not fit the schema; one injected under an unknown name may be anything. */
export function checkUpdate(effect: Effect): void {
  if (effect.kind !== 'update-queued' || effect.update.type === 'update_of_tomorrow') return;
  const faults = checkValue(JSON.parse(updateJson(effect.update)) as Json, 'Update', true, 'Update');
  if (faults.length > 0) throw new Error(`The simulator breaks the schema: ${faults.join('; ')}`);
}
