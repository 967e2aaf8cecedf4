import { marksIn } from '../../load/bodies.js';

/** Which messages the tracker was told, and when (ms since 1970): the truth a run is measured against. */
export function createReceipts() {
  const first = new Map<number, number>();
  const lastOf = new Map<string, number>();
  let doubled = 0;
  let swapped = 0;

  return {
    /** `issue` names the issue over all trackers: one person's words go to one issue, and in order. */
    note(issue: string, text: string): void {
      for (const message of marksIn(text)) {
        if (first.has(message)) doubled += 1;
        else first.set(message, Date.now());
        if ((lastOf.get(issue) ?? -1) > message) swapped += 1;
        lastOf.set(issue, message);
      }
    },
    count: () => ({ received: first.size, doubled, swapped }),
    /** When each of these was first received; null: it was not. */
    times: (from: number, count: number) => Array.from({ length: count }, (_, i) => first.get(from + i) ?? null),
  };
}

export type Receipts = ReturnType<typeof createReceipts>;
