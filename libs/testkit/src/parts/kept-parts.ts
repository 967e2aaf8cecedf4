import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PART_NAMES, type PartName, type PartOptions, type Parts, type Running, type Treatment } from './part.js';
import { startPart } from './start-part.js';

type AnyRunning = Running<Parts[PartName]>;

/** All parts of one test run: shared ones are started when first asked for, own ones each time; `stopAll` leaves nothing. */
export type KeptParts = {
  shared(name: PartName): Promise<AnyRunning>;
  own(name: PartName, options: PartOptions): Promise<AnyRunning & { id: string }>;
  treatOwn(id: string, treatment: Treatment, member?: number): Promise<void>;
  stopOwn(id: string): Promise<void>;
  stopAll(): Promise<void>;
};

export const isPartName = (name: string): name is PartName => (PART_NAMES as readonly string[]).includes(name);

export function keepParts(): KeptParts {
  const shared = new Map<PartName, Promise<AnyRunning>>();
  const own = new Map<string, Promise<AnyRunning>>();
  let count = 0;
  const stop = async (starting: Promise<AnyRunning>) => (await starting.catch(() => undefined))?.stop();
  return {
    shared(name) {
      const running = shared.get(name) ?? startInFolder(name, {});
      shared.set(name, running);
      return running;
    },
    async own(name, options) {
      const id = `${name}-${++count}`;
      const starting = startInFolder(name, options);
      own.set(id, starting);
      return { id, ...(await starting) };
    },
    async treatOwn(id, treatment, member) {
      await (await own.get(id))?.treat(treatment, member);
    },
    async stopOwn(id) {
      const starting = own.get(id);
      if (starting) await stop(starting);
      own.delete(id);
    },
    async stopAll() {
      await Promise.allSettled([...shared.values(), ...own.values()].map(stop));
    },
  };
}

async function startInFolder(name: PartName, options: PartOptions): Promise<AnyRunning> {
  const folder = await mkdtemp(join(tmpdir(), `relaydesk-${name}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const { part, treat, stop } = await startPart(name, folder, options);
    return { part, treat, stop: () => stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
