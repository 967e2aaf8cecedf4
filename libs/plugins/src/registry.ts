import { telegram } from '#messengers/telegram';
import type { MessengerPlugin } from '#ports/messenger';
import type { TrackerPlugin } from '#ports/tracker';
import { localTracker } from '#trackers/local';
import { redmine } from '#trackers/redmine';

/** Every tracker there is: one line each. */
const TRACKERS = [redmine, localTracker] as readonly TrackerPlugin[];
/** Every messenger there is: one line each. */
const MESSENGERS = [telegram] as readonly MessengerPlugin[];

const byId = <P extends { id: string }>(plugins: readonly P[]): Readonly<Record<string, P>> =>
  Object.fromEntries(plugins.map((plugin) => [plugin.id, plugin]));

export const trackers = byId(TRACKERS);
export const messengers = byId(MESSENGERS);
