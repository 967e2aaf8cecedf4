import type { Clock } from '#lane';

/** Resolves after so many ms, once this node runs: a frozen one later, a dead one never. */
export const turnOf = (node: Clock, ms = 0) => new Promise<void>((resolve) => void node.after(ms, resolve));

/** A call of this node's to the outside: what comes of it is heard so many ms later, and not while the node stands still. */
export async function fromNode<T>(node: Clock, ms: number, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } finally {
    await turnOf(node, ms);
  }
}
