import { z } from 'zod';
import { type Simulator, startSimulator } from '#apps/simulator';
import { type Exchange, type HttpProxy, httpProxy } from '#testkit/proxies';
import { startChild } from '../../bench/cluster/child.js';
import type { Processes } from '../../bench/cluster/processes.js';
import type { Desk } from '../people/desk.js';

/** The systems that the product is between. */
export type Outside = {
  simulator: Simulator;
  /** The tracker, past the proxy: what people see of it who are not the product. */
  tracker: string;
  toTracker: HttpProxy;
  toMessenger: HttpProxy;
  /** What nodes had the tracker and the messenger do, and were answered. */
  exchanges: Record<'tracker' | 'messenger', readonly Exchange[]>;
};

/** Both keep theirs for a minute. New connections wait for their turn, one each time round of a busy process, and others pass them. */
const KEPT_MS = 30_000;
const Ready = z.object({ url: z.string() });
const STUB = new URL('../../bench/stubs/redmine/main.ts', import.meta.url);

/** Starts a messenger, in which each desk has a bot, and a tracker, each behind a proxy that notes what is done there. */
export async function startOutside(
  processes: Processes,
  endings: AsyncDisposableStack,
  desks: readonly Desk[],
): Promise<Outside> {
  const simulator = await startSimulator();
  // Nodes look for it as soon as they start.
  for (const { token } of desks) simulator.createBot({ token });
  endings.defer(() => simulator.close());
  const stub = await startChild(processes, 'tracker stub', STUB);
  const { url: tracker } = Ready.parse(stub.ready);
  const exchanges = { tracker: [] as Exchange[], messenger: [] as Exchange[] };
  const keep = (all: Exchange[]) => (one: Exchange) => void (one.method !== 'GET' && all.push(one));
  const toTracker = await httpProxy({ to: tracker, keptMs: KEPT_MS, heard: keep(exchanges.tracker) });
  endings.defer(() => toTracker.stop());
  const toMessenger = await httpProxy({ to: simulator.apiRoot, keptMs: KEPT_MS, heard: keep(exchanges.messenger) });
  endings.defer(() => toMessenger.stop());
  return { simulator, tracker, toTracker, toMessenger, exchanges };
}
