import type { Random } from '../random.js';
import type { UserId } from '../world/world.js';
import type { CallFault, CallFaultKind, Fault, UpdateFault, UpdateFaultKind } from './fault.js';

export type FaultId = number;

/** The faults in force. The first one that fits counts, oldest first. */
export interface Faults {
  add(fault: Fault): FaultId;
  remove(id: FaultId): void;
  clear(): void;
  list(): { id: FaultId; fault: Fault }[];
}

export type FaultDraws = Faults & {
  /** Asks whether a fault of this kind strikes now; if so, one of its times is spent. */
  strikesCall<K extends CallFaultKind>(
    kind: K,
    bot: UserId,
    method: string,
  ): Extract<CallFault, { kind: K }> | undefined;
  strikesUpdate<K extends UpdateFaultKind>(
    kind: K,
    bot: UserId,
    type: string,
  ): Extract<UpdateFault, { kind: K }> | undefined;
};

export function openFaults(random: Random): FaultDraws {
  const inForce = new Map<FaultId, { fault: Fault; left: number }>();
  let lastId = 0;

  const strike = <F extends Fault>(fits: (fault: Fault) => fault is F): F | undefined => {
    for (const [id, entry] of inForce) {
      if (!fits(entry.fault)) continue;
      if (entry.fault.chance !== undefined && random() >= entry.fault.chance) continue;
      entry.left--;
      if (entry.left <= 0) inForce.delete(id);
      return entry.fault;
    }
    return undefined;
  };

  return {
    add(fault) {
      inForce.set(++lastId, { fault, left: fault.times ?? Infinity });
      return lastId;
    },
    remove: (id) => void inForce.delete(id),
    clear: () => inForce.clear(),
    list: () => [...inForce].map(([id, { fault }]) => ({ id, fault })),
    strikesCall<K extends CallFaultKind>(kind: K, bot: UserId, method: string) {
      if (inForce.size === 0) return undefined;
      return strike(
        (fault): fault is Extract<CallFault, { kind: K }> =>
          fault.kind === kind &&
          (fault.bot ?? bot) === bot &&
          (!('method' in fault) || (fault.method ?? method).toLowerCase() === method.toLowerCase()),
      );
    },
    strikesUpdate<K extends UpdateFaultKind>(kind: K, bot: UserId, type: string) {
      if (inForce.size === 0) return undefined;
      return strike(
        (fault): fault is Extract<UpdateFault, { kind: K }> =>
          fault.kind === kind && (fault.bot ?? bot) === bot && (!('type' in fault) || (fault.type ?? type) === type),
      );
    },
  };
}
