import type { Clock } from '#lane';
import { conflict } from '../bot-api/error.js';
import type { Effect } from '../world/world-event.js';
import type { BotState, PendingUpdate, UserId } from '../world/world.js';

/** `timeout` in seconds. */
export type Poll = { offset: number; limit: number; timeout: number; signal: AbortSignal };

/** What an update is on the wire, after the faults had their way with it; a fault may also lose its confirmation. */
export type Wire = {
  json(update: PendingUpdate, bot: UserId): string;
  keepsConfirmed(update: PendingUpdate, bot: UserId): boolean;
};

type Waiting = { wake(): void; finish(): void; abort(words: string): void };
type Past = { offset: number; at: number };

const mostBytes = 4 * 2 ** 20;
/** A second conflict within this time is answered only after it, ms. */
const conflictPause = 3000;

export type LongPolls = ReturnType<typeof longPolls>;

/** The bots that wait in getUpdates, one each: a second one makes the first fail. */
export function longPolls(clock: Clock, wire: Wire) {
  const waiting = new Map<UserId, Waiting>();
  const past = new Map<UserId, Past>();
  const nextConflict = new Map<UserId, number>();
  const woken = new WeakSet<Waiting>();

  const take = (state: BotState, limit: number): string[] => {
    const taken: string[] = [];
    let bytes = 0;
    for (const update of state.pending.values()) {
      if (update.expiresAt < clock.now()) continue;
      const json = wire.json(update, state.bot.id);
      bytes += json.length;
      if (taken.length > 0 && bytes > mostBytes) break;
      taken.push(json);
      if (taken.length === limit) break;
    }
    return taken;
  };

  const pause = (bot: UserId): Promise<void> => {
    const now = clock.monotonic();
    if (now >= (nextConflict.get(bot) ?? -Infinity)) {
      nextConflict.set(bot, now + conflictPause);
      return Promise.resolve();
    }
    return new Promise((resolve) => void clock.after(conflictPause, resolve));
  };

  /** Asking again for the same, at once, is slowed down: at least 3 s of waiting, and within 0.5 s one update only. */
  const slowed = (bot: UserId, poll: Poll): Poll => {
    const last = past.get(bot);
    const now = clock.monotonic();
    past.set(bot, { offset: poll.offset, at: now });
    if (last === undefined || last.offset !== poll.offset) return poll;
    return {
      ...poll,
      timeout: now < last.at + 3000 ? Math.max(poll.timeout, 3) : poll.timeout,
      limit: now < last.at + 500 ? 1 : poll.limit,
    };
  };

  const abort = (bot: UserId, words: string): void => waiting.get(bot)?.abort(words);

  const sleep = (state: BotState, poll: Poll): Promise<string[]> => {
    const bot = state.bot.id;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        cancel();
        poll.signal.removeEventListener('abort', finish);
        if (waiting.get(bot) === mine) waiting.delete(bot);
      };
      const finish = (): void => {
        done();
        resolve(poll.signal.aborted ? [] : take(state, poll.limit));
      };
      const mine: Waiting = {
        // What woke it may be gone again: held back by a fault.
        wake: () => state.pending.size > 0 && finish(),
        finish,
        abort(words) {
          done();
          void pause(bot).then(() => reject(conflict(words)));
        },
      };
      const cancel = clock.after(poll.timeout * 1000, finish);
      poll.signal.addEventListener('abort', finish);
      waiting.set(bot, mine);
    });
  };

  return {
    /** Updates as JSON; empty once the time is over. */
    async wait(state: BotState, asked: Poll): Promise<string[]> {
      const poll = slowed(state.bot.id, asked);
      abort(state.bot.id, 'terminated by other getUpdates request; make sure that only one bot instance is running');
      const updates = take(state, poll.limit);
      if (updates.length > 0 || poll.timeout === 0 || poll.signal.aborted) return updates;
      return sleep(state, poll);
    },
    conflictPause: pause,
    abort,
    /** Of what is confirmed, what really counts as such. */
    confirmed: (state: BotState, ids: number[]): number[] =>
      ids.filter((id) => {
        const update = state.pending.get(id);
        return update === undefined || !wire.keepsConfirmed(update, state.bot.id);
      }),
    /** Wakes the bot once everything that happens in this turn has happened, so that a burst arrives together. */
    onEffect(effect: Effect): void {
      if (effect.kind !== 'update-queued') return;
      const poll = waiting.get(effect.bot);
      if (poll === undefined || woken.has(poll)) return;
      woken.add(poll);
      setImmediate(() => {
        woken.delete(poll);
        if (waiting.get(effect.bot) === poll) poll.wake();
      });
    },
    /** Ends all of them with nothing, as a closing server does. */
    close(): void {
      for (const poll of [...waiting.values()]) poll.finish();
    },
  };
}
