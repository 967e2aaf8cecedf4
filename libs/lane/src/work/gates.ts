import type { Work } from '../store/store.js';

/** At most one open write for each gate (an acting account). Work without a gate always passes. */
export function createGates() {
  const gates = new Map<string, { holder: Work; waiting: Work[] }>();

  return {
    /** It goes through and closes the gate behind it, unless another has. */
    hold(work: Work): void {
      if (work.gate !== undefined && !gates.has(work.gate)) gates.set(work.gate, { holder: work, waiting: [] });
    },
    /** Whether it may go through; if not, it is given back when the gate opens. */
    pass(work: Work): boolean {
      const gate = work.gate === undefined ? undefined : gates.get(work.gate);
      if (!gate || gate.holder === work) return true;
      gate.waiting.push(work);
      return false;
    },
    /** Nothing of it is open any more. Returns what waited; nothing if the gate is another's. */
    open(work: Work): readonly Work[] {
      const gate = work.gate === undefined ? undefined : gates.get(work.gate);
      if (work.gate === undefined || gate?.holder !== work) return [];
      gates.delete(work.gate);
      return gate.waiting;
    },
  };
}
