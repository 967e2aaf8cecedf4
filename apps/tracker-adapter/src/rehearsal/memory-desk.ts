import { ConfigFile } from '#config';
import type { DeskId } from '#contracts';
import type { Desk } from '#plugins';
import { memoryTracker, type MemoryServer, TOKEN, type Wire } from '#trackers/memory';
import { chatFiles } from './chat-files.js';
import { CHANNEL } from './people.js';

const DAY_MS = 86_400_000;

type Before = {
  server: MemoryServer;
  wire: Wire;
  files: Parameters<typeof chatFiles>[0];
  /** So long what the tracker does not answer may wait. */
  giveUpAfterMs: number;
};

/** A desk before a tracker in memory, with one channel that only has files. */
export function memoryDesk(
  { server, wire, files, giveUpAfterMs }: Before,
  { id, endpoint }: { id: DeskId; endpoint: string },
): Desk {
  const plugin = memoryTracker(server, wire);
  const config = { token: TOKEN };
  const options = ConfigFile.shape.desks.element.shape.options.parse({
    unknownPeople: 'allow',
    giveUpAfterDays: giveUpAfterMs / DAY_MS,
  });
  return {
    id,
    config: {
      id,
      name: 'Acme Support',
      channels: [{ id: CHANNEL, messenger: 'telegram', config: {} }],
      tracker: { kind: 'memory', config },
      options,
    },
    endpoint,
    tracker: plugin.create(config, { fetch: () => Promise.reject(new Error('no HTTP here')) }),
    markup: plugin.markup(config),
    channels: new Map([[CHANNEL, chatFiles(files)]]),
  };
}
