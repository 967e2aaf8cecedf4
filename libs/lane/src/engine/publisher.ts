import { errorFacts, type Logger } from '#telemetry';
import type { Clock, Instant } from '../clock.js';
import { laneOf } from '../log/lane-of.js';
import { LogError } from '../log/log-error.js';
import type { Log, Publishable } from '../log/log.js';
import { PROVEN_WITHIN_MS, sendByFrom } from '../log/send-by.js';
import type { OutboxRow } from '../store/store.js';

const MOST_RECORDS = 1_000;
const MOST_BYTES = 900_000;
const RETRY_MS = { first: 100, most: 2_000 };

/**
 * The one publisher of a lane: oldest first, one request in flight. What the log acknowledged, and only that, is handed
 * back to be deleted; the rest is sent again, in its order. A record sent twice is dropped by its id where it is read. One that
 * is too large for the log is given up, and what stands behind it goes on.
 */
export function createPublisher(deps: {
  log: Log;
  clock: Clock;
  logger: Logger;
  /** When the lane was last certainly ours, at most so long ago; rejects once it is not. */
  owned: (withinMs: number) => Promise<Instant>;
  /** These ids are certainly in the log: their outbox rows may go. */
  acknowledged: (ids: readonly string[]) => void;
  /** The log takes no record so large. Resolves once it is no longer to be published. */
  tooLarge: (row: Publishable) => Promise<void>;
  /** It cannot go on: the lane is not ours any more, or something is that must not be. */
  failed: (error: Error) => void;
}) {
  const { log, clock } = deps;
  let waiting: Publishable[] = [];
  let bytes = 0;
  let busy: Promise<void> | undefined;
  /** Of so many rows one is too large: which, is found by sending each by itself. */
  let apart = 0;
  let over = false;
  /** When the first call began since which the log has taken nothing (monotonic ms). */
  let deafSince: number | undefined;
  let wake: (() => void) | undefined;

  async function drain(): Promise<void> {
    let wait = RETRY_MS.first;
    while (waiting.length > 0 && !over) {
      const batch = nextBatch();
      const sendBy = sendByFrom(await deps.owned(PROVEN_WITHIN_MS));
      const began = clock.monotonic();
      const { acknowledged, error } = await log.publish(batch, sendBy).catch(unanswered);
      if (acknowledged.size > 0) {
        deafSince = undefined;
        forget(batch, acknowledged);
        deps.acknowledged([...acknowledged]);
      }
      const left = batch.filter((row) => !acknowledged.has(row.id));
      const [first] = left;
      if (first && isTooLarge(error)) {
        if (batch.length > 1) apart = left.length;
        else {
          // Before its giving up is committed, after which nobody may ask any more how much waits.
          forget(batch, new Set([first.id]));
          await deps.tooLarge(first);
        }
      }
      if (left.length === 0 || isTooLarge(error)) {
        wait = RETRY_MS.first;
        continue;
      }
      if (acknowledged.size === 0) deafSince ??= began;
      deps.logger.warn(
        { waiting: waiting.length, ...errorFacts(error) },
        'The log did not acknowledge; publishing again.',
      );
      await pause(wait);
      wait = Math.min(wait * 2, RETRY_MS.most);
    }
  }

  /** Of what waits, this batch stands first. */
  function forget(batch: readonly Publishable[], ids: ReadonlySet<string>): void {
    const left = batch.filter((row) => !ids.has(row.id));
    apart = Math.max(0, apart - (batch.length - left.length));
    bytes -= sizeOf(batch) - sizeOf(left);
    waiting = [...left, ...waiting.slice(batch.length)];
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  function nextBatch(): Publishable[] {
    const batch: Publishable[] = [];
    let size = 0;
    for (const row of waiting) {
      size += row.value.length;
      if (batch.length > 0 && (apart > 0 || batch.length >= MOST_RECORDS || size > MOST_BYTES)) break;
      batch.push(row);
    }
    return batch;
  }

  const start = () => {
    busy ??= drain()
      .catch((error: Error) => {
        over = true;
        deps.failed(error);
      })
      .finally(() => {
        busy = undefined;
        if (waiting.length > 0 && !over) start();
      });
  };

  return {
    /** Rows already committed to the outbox, in their order. */
    push(rows: readonly OutboxRow[]): void {
      if (rows.length === 0 || over) return;
      waiting.push(...rows.map((row) => ({ ...row, lane: laneOf(row.key, log.lanes) })));
      bytes += sizeOf(rows);
      start();
    },
    waiting: () => ({ rows: waiting.length, bytes }),
    /** For how long the log has taken nothing. */
    deafMs: () => (deafSince === undefined || waiting.length === 0 ? 0 : clock.monotonic() - deafSince),
    /** Resolves when everything was acknowledged, or publishing was ended. */
    async idle(): Promise<void> {
      while (busy) await busy;
    },
    end(): void {
      over = true;
      wake?.();
    },
  };
}

const sizeOf = (rows: readonly Pick<OutboxRow, 'value'>[]) => rows.reduce((sum, { value }) => sum + value.length, 0);
const isTooLarge = (error: Error | undefined) => error instanceof LogError && error.kind === 'too-large';
const unanswered = (error: Error) => ({ acknowledged: new Set<string>(), error });

export type Publisher = ReturnType<typeof createPublisher>;
