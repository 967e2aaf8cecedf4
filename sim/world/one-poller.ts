/** Who polls the channel. Of two that do, a messenger turns one away: nobody begins while a living other has not ended. */
export function watchPolls(isRunning: (node: string) => boolean, say: (what: string) => void) {
  const polling = new Set<string>();
  return async function polls<T>(node: string, poll: () => Promise<T>): Promise<T> {
    for (const other of polling) if (other !== node && isRunning(other)) say(`${node} polls while ${other} does`);
    polling.add(node);
    try {
      return await poll();
    } finally {
      polling.delete(node);
    }
  };
}
