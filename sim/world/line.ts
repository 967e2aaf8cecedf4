import type { Clock } from '#lane';

/** What a node is joined to others by: while it is cut nothing comes through, and once it is mended all of it, in its order. */
export function createLine(node: Clock) {
  let held: (() => void)[] | undefined;
  const clock: Clock = {
    ...node,
    after(ms, then) {
      let cancelled = false;
      const come = () => {
        if (cancelled) return;
        if (held) held.push(come);
        else then();
      };
      const cancel = node.after(ms, come);
      return () => {
        cancelled = true;
        cancel();
      };
    },
  };
  return {
    /** The node's time, for whatever goes by this line. */
    clock,
    cut: () => void (held ??= []),
    mend(): void {
      const due = held ?? [];
      held = undefined;
      for (const come of due) node.after(0, come);
    },
  };
}
