import { z } from 'zod';
import type { MessengerPlugin } from '#ports/messenger';
import { createAdapter } from './adapter.js';
import type { MemoryWorld } from './world.js';

export { CREDENTIAL } from './act.js';
export { MemoryPerson, type PersonsFile } from './person.js';
export type { RawUpdate } from './raw-update.js';
export { MemoryWorld, realClock, type WorldClock, type WorldFault } from './world.js';

export const MemoryConfig = z.object({ credential: z.string() });
export type MemoryConfig = z.infer<typeof MemoryConfig>;

/** The reference messenger: the port's promises in memory, without a network, the same in every run. For simulation. */
export const memoryMessenger = (world: MemoryWorld): MessengerPlugin<MemoryConfig> => ({
  id: 'memory',
  configSchema: MemoryConfig,
  create: ({ credential }, where) => createAdapter(world, credential, where),
});
