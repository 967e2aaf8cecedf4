import type { Clock } from '#lane';
import { between, type Random } from '../random.js';
import type { PendingUpdate } from '../world/world.js';

/** What came of one delivery. `retryAfter` in seconds, 0 if the bot did not say. */
export type PostResult =
  | { kind: 'answered'; status: number; reason: string; retryAfter: number }
  /** No answer: refused, cut off, or silent for too long. */
  | { kind: 'failed'; message: string };

export type WebhookSeam = {
  clock: Clock;
  random: Random;
  maxConnections: number;
  post(update: PendingUpdate): Promise<PostResult>;
  /** The bot has it, or it has expired. False where the confirmation was lost, and it must go out again. */
  settled(update: PendingUpdate): boolean;
  failed(message: string): void;
  /** The bot has said 410 Gone for too long: its webhook is to be taken away. */
  gone(): void;
};

/** `delay` in seconds, as the server counts it: 1, then 2, 4, 8 … */
type Queue = { updates: PendingUpdate[]; delay: number; failures: number };

/** Seconds; the cap is drawn anew each time, up to twice this (WEBHOOK_MAX_RESEND_TIMEOUT). */
const cap = 60;
const longestRetryAfter = 3600;
const goneFor = 23 * 3600_000;

/** When a failed update may go out again: at once the first time, then doubling; or when the bot asked for it. */
export function nextDelay(
  queue: { delay: number; failures: number },
  retryAfter: number,
  random: Random,
): { delay: number; wait: number } {
  const asked = Math.min(Math.max(retryAfter, 0), longestRetryAfter);
  if (asked > 0 || queue.failures === 0) return { delay: queue.delay, wait: asked };
  const delay = Math.min(between(random, cap, 2 * cap + 1), queue.delay * 2);
  return { delay, wait: delay };
}

/**
 * Delivers a bot's updates as the open server does (WebhookActor.cpp): the updates of one queue one after the other, each
 * only once the one before is answered with 2xx or dropped; many queues at once, up to `maxConnections`.
 */
export function webhookEngine(seam: WebhookSeam) {
  const queues = new Map<string, Queue>();
  const ready: string[] = [];
  const timers = new Set<() => void>();
  let connections = 0;
  let goneSince: number | undefined;
  let closed = false;

  const wake = (name: string): void => {
    ready.push(name);
    pump();
  };

  const pump = (): void => {
    while (!closed && connections < seam.maxConnections) {
      const name = ready.shift();
      if (name === undefined) return;
      void deliver(name);
    }
  };

  const drop = (queue: Queue): void => {
    queue.updates.shift();
    queue.delay = 1;
    queue.failures = 0;
  };

  const finish = (name: string, queue: Queue, update: PendingUpdate): void => {
    if (seam.settled(update)) drop(queue);
    if (queue.updates.length === 0) queues.delete(name);
    else wake(name);
  };

  /** The oldest that is still worth sending. */
  const headOf = (queue: Queue): PendingUpdate | undefined => {
    for (;;) {
      const update = queue.updates[0];
      if (update === undefined || update.expiresAt >= seam.clock.now()) return update;
      seam.settled(update);
      drop(queue);
    }
  };

  const retry = (name: string, queue: Queue, update: PendingUpdate, retryAfter: number): void => {
    const { delay, wait } = nextDelay(queue, retryAfter, seam.random);
    if (seam.clock.now() + wait * 1000 > update.expiresAt) {
      seam.settled(update);
      drop(queue);
      return queue.updates.length === 0 ? void queues.delete(name) : wake(name);
    }
    queue.delay = delay;
    queue.failures++;
    if (wait === 0) return wake(name);
    const cancel = seam.clock.after(wait * 1000, () => {
      timers.delete(cancel);
      wake(name);
    });
    timers.add(cancel);
  };

  const deliver = async (name: string): Promise<void> => {
    const queue = queues.get(name);
    if (queue === undefined) return;
    const update = headOf(queue);
    if (update === undefined) return void queues.delete(name);
    connections++;
    const result = await seam.post(update);
    connections--;
    if (closed) return;
    const problem = problemOf(result);
    if (problem === undefined) {
      goneSince = undefined;
      finish(name, queue, update);
    } else {
      seam.failed(problem);
      if (isGone(result)) return seam.gone();
      retry(name, queue, update, result.kind === 'answered' ? result.retryAfter : 0);
    }
    pump();
  };

  const isGone = (result: PostResult): boolean => {
    if (result.kind === 'failed') return false;
    if (result.status !== 410) goneSince = undefined;
    else goneSince ??= seam.clock.now();
    return goneSince !== undefined && seam.clock.now() - goneSince > goneFor;
  };

  return {
    add(update: PendingUpdate): void {
      const queue = queues.get(update.queue);
      if (queue !== undefined) return void queue.updates.push(update);
      queues.set(update.queue, { updates: [update], delay: 1, failures: 0 });
      wake(update.queue);
    },
    /** Nothing goes out after this, and what was on its way counts as never sent. */
    close(): void {
      closed = true;
      for (const cancel of timers) cancel();
    },
  };
}

export type WebhookEngine = ReturnType<typeof webhookEngine>;

function problemOf(result: PostResult): string | undefined {
  if (result.kind === 'failed') return result.message;
  const { status, reason } = result;
  return status >= 200 && status <= 299 ? undefined : `Wrong response from the webhook: ${status} ${reason}`.trim();
}
