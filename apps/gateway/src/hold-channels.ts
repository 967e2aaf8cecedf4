import type { ChannelOwnership } from '#correlation';
import type { Clock } from '#lane';
import { rest } from './rest.js';

const KEEP_MS = 2_000;
/** Ownership not renewed for so long is not relied on: another gateway takes over after 6 s. */
const UNSURE_MS = 5_000;

/**
 * Takes and keeps these channels, all by one statement, so that a gateway of many desks asks no more than one of few. Calls
 * `whileOurs` each time one has become ours; its signal aborts before another gateway may begin, and then it ends. It never
 * rejects.
 */
export function holdChannels(
  names: readonly string[],
  channels: ChannelOwnership,
  clock: Clock,
  whileOurs: (name: string, ours: AbortSignal) => Promise<void>,
) {
  const over = new AbortController();
  const began = clock.monotonic();
  let sure = -Infinity;
  let failure: unknown;
  const held = new Map<string, AbortController>();
  /** The last receiving of each channel; the next begins after it. */
  const receiving = new Map<string, Promise<void>>();

  function begin(name: string): void {
    const lost = new AbortController();
    held.set(name, lost);
    const ours = AbortSignal.any([over.signal, lost.signal]);
    const before = receiving.get(name) ?? Promise.resolve();
    receiving.set(
      name,
      before.then(() => (ours.aborted ? undefined : whileOurs(name, ours))),
    );
  }

  function lose(name: string): void {
    held.get(name)?.abort();
    held.delete(name);
  }

  /** `undefined`: the database did not say in time. */
  const keep = (withinMs: number) =>
    Promise.race([
      channels.keep(names).catch((error: unknown) => {
        failure = error;
        return undefined;
      }),
      rest(clock, withinMs, over.signal).then(() => undefined),
    ]);

  async function hold(): Promise<void> {
    while (!over.signal.aborted) {
      const asked = clock.monotonic();
      const sureFor = held.size > 0 ? Math.max(0, sure + UNSURE_MS - asked) : UNSURE_MS;
      const ours = await keep(sureFor);
      if (ours) {
        sure = asked;
        failure = undefined;
      }
      const unsure = clock.monotonic() - sure >= UNSURE_MS;
      for (const name of names) {
        if (unsure || (ours && !ours.has(name))) lose(name);
        else if (ours && !held.has(name)) begin(name);
      }
      const left = held.size > 0 ? sure + UNSURE_MS - clock.monotonic() : KEEP_MS;
      await rest(clock, Math.min(KEEP_MS, left), over.signal);
    }
  }

  const ended = hold();
  return {
    /** Since the database does not say whose they are, and had its time to: what it says instead, if anything. */
    unsure: (): { because: unknown } | undefined =>
      clock.monotonic() - Math.max(sure, began) < UNSURE_MS ? undefined : { because: failure },
    /** Ends all receiving and lets go: another gateway may begin at once. */
    async close(): Promise<void> {
      over.abort();
      await ended;
      await Promise.all(receiving.values());
      const letGo = channels.letGo(names).catch(() => undefined);
      await Promise.race([letGo, rest(clock, KEEP_MS, new AbortController().signal)]);
    },
  };
}
