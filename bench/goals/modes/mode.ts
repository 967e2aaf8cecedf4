import { z } from 'zod';
import type { Child } from '../../cluster/child.js';
import { createMeter, type Usage, type Watched } from '../../measure/meter.js';
import { NO_POSTGRES, objectionsTo, usageOf } from '../../compare/cost.js';
import { arrivals } from '../../load/arrivals.js';
import { receivedBy, settled } from '../../phases/counts.js';
import { aboutMessages } from '../../report/objections.js';

/** A whole Relaydesk that runs, in one of the ways it can be run, with stubs of its own around it. */
export type Mode = {
  name: string;
  /** Every process that works for it, and those of the bench. */
  watched: readonly Watched[];
  redmine: Child;
  telegram: Child;
  /** People write these messages, all at once. */
  write(first: number, count: number): Promise<unknown>;
  stop(): Promise<void>;
};

/** Poisson: so many a second, for so long; those of one seed come at the same times. */
export type Arriving = { perSecond: number; lengthMs: number; seed: number };
export type WebhookMode = Mode & {
  /** People write from this message on, each at a time of their own, however the mode fares. */
  arrive(first: number, arriving: Arriving): Promise<unknown>;
};

/** `first`: of its messages; all before were written. `quietMs`: nothing was said for so long where all is over. */
export type Burst = { first: number; messages: number; withinMs: number; quietMs?: number };

/** What a burst took, and what went wrong with its messages. */
export type Played = { usage: Usage; amiss: string[] };

/** People write a burst, all at once. */
export const playBurst = (mode: Mode, burst: Burst): Promise<Played> =>
  play(mode, burst, () => mode.write(burst.first, burst.messages));

/** People write as they do; those are so many messages, from `first` on. */
export async function playArrivals(
  mode: WebhookMode,
  arriving: Arriving,
  burst: Omit<Burst, 'messages'>,
): Promise<Played & Pick<Burst, 'messages'>> {
  const messages = arrivals(arriving.perSecond, arriving.lengthMs, arriving.seed).length;
  const played = await play(mode, { ...burst, messages }, () => mode.arrive(burst.first, arriving));
  return { ...played, messages };
}

/** It is over with the last reaction in a chat and the last look at an issue. Throws where a message does not arrive in time. */
async function play(mode: Mode, { first, messages, withinMs, quietMs }: Burst, write: () => Promise<unknown>) {
  const { name, redmine, telegram } = mode;
  const watching = { redmine, telegram, meter: createMeter(mode.watched, NO_POSTGRES) };
  const before = await watching.meter.sample();
  await write();
  const all = first + messages;
  const after = await settled(watching, all, withinMs, quietMs);
  const came = await receivedBy(watching);
  if (came.received < all) throw new Error(`${name}: of ${all} messages ${came.received} arrived in time.`);
  const usage = await watching.meter.between(before, after);
  return { usage, amiss: aboutMessages(came).map((line) => `${name}: ${line}`) };
}

/** What speaks against these bursts; of what disturbed them, the worst. */
export const objectionsToBursts = (bursts: readonly Played[]): string[] => [
  ...new Set(bursts.flatMap(({ amiss }) => amiss)),
  ...objectionsTo(bursts.map(({ usage }) => usage)),
];

/** Starts a mode, runs with it, and ends it, however that went. */
export async function during<T>(start: () => Promise<Mode>, run: (mode: Mode) => Promise<T>): Promise<T> {
  const mode = await start();
  try {
    return await run(mode);
  } finally {
    await mode.stop();
  }
}

/** What a mode uses while something else goes on. */
export const usageWhile = ({ watched }: Mode, run: () => Promise<unknown>): Promise<Usage> => usageOf(watched, run);

export const Nothing = z.looseObject({});
