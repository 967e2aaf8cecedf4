import { marksIn } from '../../load/bodies.js';
import { fileOf, type SentFile } from '../../load/file-of.js';

/** A file as it came. */
export type Came = Pick<SentFile, 'name' | 'size'>;

/** Which messages the tracker was told, and when (ms since 1970): the truth a run is measured against. */
export function createReceipts() {
  const first = new Map<number, number>();
  const lastOf = new Map<string, number>();
  let doubled = 0;
  let swapped = 0;
  let withoutFile = 0;

  return {
    /** `issue` names the issue over all trackers: one person's words go to one issue, and in order. `files`: what came along. */
    note(issue: string, text: string, files: readonly Came[]): void {
      for (const message of marksIn(text)) {
        if (first.has(message)) doubled += 1;
        else {
          first.set(message, Date.now());
          if (!hasCome(fileOf(message), files)) withoutFile += 1;
        }
        if ((lastOf.get(issue) ?? -1) > message) swapped += 1;
        lastOf.set(issue, message);
      }
    },
    /** `withoutFile`: messages whose file did not come along, or not all of it. */
    count: () => ({ received: first.size, doubled, swapped, withoutFile }),
    /** When each of these was first received; null: it was not. */
    times: (from: number, count: number) => Array.from({ length: count }, (_, i) => first.get(from + i) ?? null),
  };
}

export type Receipts = ReturnType<typeof createReceipts>;

const hasCome = (sent: SentFile | undefined, files: readonly Came[]) =>
  sent === undefined || files.some(({ name, size }) => name === sent.name && size === sent.size);
