/**
 * Who polls each channel. Of two that do, a messenger turns one away: nobody begins while another has not ended. `isRunning`:
 * it does not stand still, and has had time to find out that it did.
 */
export function watchPolls(isRunning: (node: string) => boolean, say: (what: string) => void) {
  const all = new Map<string, Set<string>>();
  return async function polls<T>(channel: string, node: string, poll: () => Promise<T>): Promise<T> {
    const polling = all.get(channel) ?? new Set();
    all.set(channel, polling);
    for (const other of polling)
      if (other !== node && [node, other].every(isRunning)) say(`${node} polls while ${other} does`);
    polling.add(node);
    try {
      return await poll();
    } finally {
      polling.delete(node);
    }
  };
}
