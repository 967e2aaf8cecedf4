import { chatAt, chatIdOf } from './world/lookup.js';
import type { UserId, World } from './world/world.js';
import type { WorldEvent } from './world/world-event.js';

/** One thing a bot showed. `chat` is the Bot API's chat id; `at` milliseconds since 1970. */
export type Send = { at: number; bot: UserId; chat: number; message: number; kind: 'message' | 'edit' | 'reaction' };

/** What bots have shown since the start, for tests and load tests. */
export interface Counters {
  readonly sends: readonly Send[];
  /** How many fit, of all sends; by chat, bot or kind. */
  count(fits?: Partial<Pick<Send, 'bot' | 'chat' | 'kind'>>): number;
  /** The most sends that fell into any `ms` in a row. */
  busiest(ms: number, fits?: Partial<Pick<Send, 'bot' | 'chat' | 'kind'>>): number;
  reset(): void;
}

export function openCounters(world: World, listen: (listener: (event: WorldEvent) => void) => void): Counters {
  const sends: Send[] = [];
  const seen = (place: string, by: UserId, message: number, kind: Send['kind'], at: number): void => {
    if (world.bots.has(by)) sends.push({ at, bot: by, chat: chatIdOf(chatAt(world, place)), message, kind });
  };
  listen((event) => {
    if (event.kind === 'message-posted') {
      const { id, from, businessBot } = event.message;
      seen(event.place, businessBot ?? from, id, 'message', event.at);
    }
    if (event.kind === 'message-edited') seen(event.place, event.by, event.id, 'edit', event.at);
    if (event.kind === 'reacted') seen(event.place, event.by, event.id, 'reaction', event.at);
  });
  const fitting = (fits: Partial<Send>): Send[] =>
    sends.filter((send) => Object.entries(fits).every(([name, value]) => send[name as keyof Send] === value));
  return {
    sends,
    count: (fits = {}) => fitting(fits).length,
    busiest(ms, fits = {}) {
      const times = fitting(fits).map(({ at }) => at);
      let first = 0;
      let most = 0;
      times.forEach((at, last) => {
        while ((times[first] ?? at) <= at - ms) first++;
        most = Math.max(most, last - first + 1);
      });
      return most;
    },
    reset: () => void (sends.length = 0),
  };
}
