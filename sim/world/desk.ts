import { ConfigFile } from '#config';
import type { Clock } from '#lane';
import { CREDENTIAL, memoryMessenger } from '#messengers/memory';
import type { Desk } from '#plugins';
import { memoryTracker, TOKEN } from '#trackers/memory';
import { CHANNEL, PROJECT } from './cast.js';
import { messengerFrom } from './messenger-way.js';
import type { Outside } from './outside.js';
import { trackerFrom } from './tracker-way.js';
import type { World } from './world.js';

const DAY_MS = 86_400_000;

/** A desk as one node has it: its tracker and its messenger are reached from there. */
export function deskOn(node: { name: string; clock: Clock }, outside: Outside, world: World): Desk {
  const { desk: id } = outside;
  const plugin = memoryTracker(outside.tracker, outside.wire);
  const config = { token: TOKEN };
  const tracker = plugin.create(config, { fetch: () => Promise.reject(new Error('Nothing here goes by HTTP.')) });
  const messenger = memoryMessenger(outside.messenger).create(
    { credential: CREDENTIAL },
    { desk: id, channel: CHANNEL },
  );
  const options = ConfigFile.shape.desks.element.shape.options.parse({
    unknownPeople: 'allow',
    defaultProject: PROJECT,
    giveUpAfterDays: world.giveUpAfterMs / DAY_MS,
  });
  return {
    id,
    config: {
      id,
      name: 'Acme Support',
      channels: [{ id: CHANNEL, messenger: 'memory', config: {} }],
      tracker: { kind: 'memory', config },
      options,
    },
    endpoint: `memory:${id}.example`,
    tracker: trackerFrom(node, { to: tracker, toldOfAll: outside.toldOfAll }, world),
    markup: plugin.markup(config),
    channels: new Map([[CHANNEL, messengerFrom(node, messenger, outside, world)]]),
  };
}
