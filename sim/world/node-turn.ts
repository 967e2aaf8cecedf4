import type { Clock } from '#lane';

/** Resolves once this node runs: a frozen one later, a dead one never. */
export const turnOf = (node: Clock) => new Promise<void>((resolve) => void node.after(0, resolve));

/** A call of this node's to the outside: it neither begins nor ends while the node stands still. */
export async function fromNode<T>(node: Clock, call: () => Promise<T>): Promise<T> {
  await turnOf(node);
  try {
    return await call();
  } finally {
    await turnOf(node);
  }
}
