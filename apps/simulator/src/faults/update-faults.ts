import type { Clock } from '#lane';
import type { Wire } from '../delivery/long-polls.js';
import type { History } from '../world/history.js';
import { updateJson } from '../world/queue-update.js';
import type { Effect } from '../world/world-event.js';
import type { FaultDraws } from './faults.js';

/** What the faults make of updates on their way to a bot. */
export function faultyWire(faults: FaultDraws): Wire {
  return {
    json(update, bot) {
      let json = updateJson(update);
      if (faults.strikesUpdate('unknown-field', bot, update.type) !== undefined) {
        json = `${json.slice(0, -1)},"field_of_tomorrow":{"is":["unknown"]}}`;
      }
      const oversized = faults.strikesUpdate('oversized', bot, update.type);
      return oversized === undefined ? json : `${json.slice(0, -1)},"ballast":"${'x'.repeat(oversized.bytes)}"}`;
    },
    keepsConfirmed: (update, bot) => faults.strikesUpdate('duplicate', bot, update.type) !== undefined,
  };
}

const tomorrow = JSON.stringify({ update_of_tomorrow: { is: 'unknown' } });

/** Holds updates back, and slips unknown ones in. Call it before anyone else hears of the effect. */
export function faultyQueue(history: History, clock: Clock, faults: FaultDraws): (effect: Effect) => void {
  return (effect) => {
    if (effect.kind !== 'update-queued' || effect.update.type === 'update_of_tomorrow') return;
    const { bot, update } = effect;
    if (faults.strikesUpdate('unknown-type', bot, update.type) !== undefined) {
      const { queue, expiresAt } = update;
      const strange = { type: 'update_of_tomorrow', queue, expiresAt, body: tomorrow };
      history.record({ kind: 'update-injected', at: clock.now(), bot, update: strange });
    }
    const heldBack = faults.strikesUpdate('hold-back', bot, update.type);
    if (heldBack === undefined) return;
    history.record({ kind: 'update-held', at: clock.now(), bot, id: update.id });
    clock.after(heldBack.ms, () => history.record({ kind: 'update-released', at: clock.now(), bot, id: update.id }));
  };
}

/** What an earlier process held back goes on now: its timers are gone. */
export function releaseHeld(history: History, clock: Clock): void {
  for (const { bot, held } of history.world.bots.values()) {
    for (const id of [...held.keys()]) history.record({ kind: 'update-released', at: clock.now(), bot: bot.id, id });
  }
}
