import { z } from 'zod';
import type { Child } from '../../cluster/child.js';
import { createMeter, type Usage, type Watched } from '../../measure/meter.js';
import { NO_POSTGRES, objectionsTo, usageOf } from '../../compare/cost.js';
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

/** `first`: of its messages; all before were written. `quietMs`: nothing was said for so long where all is over. */
export type Burst = { first: number; messages: number; withinMs: number; quietMs?: number };

/** What a burst took, and what went wrong with its messages. */
export type Played = { usage: Usage; amiss: string[] };

/**
 * People write a burst, all at once; it is over with the last reaction in a chat and the last look at an issue. Throws where a message
 * does not arrive in time.
 */
export async function playBurst(mode: Mode, { first, messages, withinMs, quietMs }: Burst): Promise<Played> {
  const { name, redmine, telegram } = mode;
  const watching = { redmine, telegram, meter: createMeter(mode.watched, NO_POSTGRES) };
  const before = await watching.meter.sample();
  await mode.write(first, messages);
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
