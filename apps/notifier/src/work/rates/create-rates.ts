import type { Attempt, Clock, Work } from '#lane';
import { LRUCache } from 'lru-cache';
import type { Capabilities } from '#ports/messenger';
import type { Apart, Place } from '../../domain/space-out.js';
import type { Spacing, Spot } from './spacing.js';

/** What has a time of its own comes so much before it, so that its attempt is committed by then (ms). */
const AHEAD_MS = 500;
/** So late after its own time a sending may still go: the rate leaves room for it. Later ones ask for another time. */
const LATE_MS = 25;
/** So much longer than others it may be on its way: the messenger counts what arrives. The rate leaves room for that, too. */
const STRAGGLING_MS = 175;
const ROOM_MS = LATE_MS + STRAGGLING_MS;
/** More chats than these at once, and the oldest are forgotten: their next sending comes a little early. */
const BOUND = { maxSize: 50_000, sizeCalculation: () => 1 };

export type Rated = { channel: string; chat: string; group: boolean; rates: Capabilities['rates'] | undefined };

type Where = Pick<Rated, 'channel' | 'chat'>;

/** Messengers' rates, over all sendings of all notifiers. */
export type Rates = {
  /**
   * How long a sending must wait before its attempt is committed (ms); 0: it may begin, and was counted. Without `rates` it
   * counts for nothing, and waits only where the messenger said so.
   */
  wait(work: Work, sending: Rated): Promise<number>;
  /** Resolves at the sending's own time, when it is to go out; false where none is left before its `sendBy`. */
  turn(work: Work, sendBy: Attempt['sendBy']): Promise<boolean>;
  /**
   * The messenger has answered, or is not waited for any more: the chat's next one waits from here, also where another
   * notifier sends it. Before the outcome is kept.
   */
  answered(work: Work): Promise<void>;
  /** The messenger named a time to come back. Never undercut, by this notifier or another. */
  hold(channel: string, chat: string | undefined, ms: number): Promise<void>;
};

/** A sending's own time, by the monotonic clock (ms). `until`: so long, at least, its chat is kept free for all. */
type Own = { channel: string; chat: string; apart: Apart; at: number; until: number };

/**
 * `shared` is asked first; while it does not answer, each notifier keeps to the rates on its own. A waiting sending sleeps
 * until a time that is its own, so that many who wait do not ask again and again.
 */
export function createRates(deps: {
  clock: Clock;
  random: () => number;
  own: Spacing;
  shared?: Spacing | undefined;
}): Rates {
  const { clock, own, shared } = deps;
  const times = new WeakMap<Work, Own>();
  /** Their turn has come. */
  const going = new WeakMap<Work, Own>();
  /** When (monotonic ms) a chat may see the next one: a chat's lane is one node's, so this is known here. */
  const nextInChat = new LRUCache<string, number>(BOUND);
  /** Where each was let go to. */
  const places = new WeakMap<Work, Where>();
  /** Until when (monotonic ms) a channel, or a chat, is held: what this notifier was told itself, known at once. */
  const held = new LRUCache<string, number>(BOUND);

  /** `knownFrom`: when, at the earliest, all knew of what it gives; never, where it is this notifier's own. */
  async function ask(spot: Spot): Promise<Place & { knownFrom: number }> {
    const askedAt = clock.monotonic();
    const place = await shared?.reserve(spot).catch(() => undefined);
    return place ? { ...place, knownFrom: askedAt } : { ...(await own.reserve(spot)), knownFrom: -Infinity };
  }
  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));

  /** Whether a hold has come since it was let go. */
  function isHeld(work: Work): boolean {
    const place = places.get(work);
    if (!place || held.size === 0) return false;
    return Math.max(held.get(place.channel) ?? 0, held.get(keyOf(place)) ?? 0) > clock.monotonic();
  }

  /** Waits for a sending's time; a hold that came meanwhile counts. */
  async function meet({ channel, chat, at }: Own, lateMs: number): Promise<'met' | 'missed' | 'held'> {
    const early = at - clock.monotonic();
    if (early > 0) {
      await sleep(early);
      if ((await ask({ channel, chat, apart: undefined })).waitMs > 0) return 'held';
    }
    return clock.monotonic() - at <= lateMs ? 'met' : 'missed';
  }

  return {
    async wait(work, sending) {
      places.set(work, sending);
      const time = times.get(work);
      if (time && time.at + LATE_MS > clock.monotonic())
        return Math.max(0, Math.ceil(time.at - clock.monotonic() - AHEAD_MS));
      times.delete(work);
      const { channel, chat } = sending;
      const apart = apartOf(sending);
      const chatMs = apart ? (nextInChat.get(keyOf(sending)) ?? 0) - clock.monotonic() : 0;
      if (chatMs > 0) return chatMs;
      const wanted = time ? inChannel(time.apart) : apart;
      const { kind, waitMs, knownFrom } = await ask({ channel, chat, apart: wanted });
      if (kind === 'crowded') return Math.ceil(waitMs * (1 + deps.random()));
      if (kind === 'later' || !apart) return waitMs;
      const at = clock.monotonic() + waitMs;
      const until = time?.until ?? knownFrom + waitMs + apart.chatMs;
      times.set(work, { channel, chat, apart, at, until });
      return Math.max(0, waitMs - AHEAD_MS);
    },
    async turn(work, sendBy) {
      // A machine that is late every time must come to its turn, too.
      for (let lateMs = LATE_MS; ; lateMs *= 2) {
        const time = times.get(work);
        times.delete(work);
        if (isHeld(work)) return false;
        if (!time) return true;
        const met = await meet(time, lateMs);
        if (met === 'met') going.set(work, time);
        if (met !== 'missed') return met === 'met';
        const { kind, waitMs } = await ask({ ...time, apart: inChannel(time.apart) });
        const at = clock.monotonic() + waitMs;
        if (kind !== 'granted' || at > sendBy.monotonic) return false;
        times.set(work, { ...time, at });
      }
    },
    async answered(work) {
      const time = going.get(work);
      going.delete(work);
      if (!time) return;
      const { channel, chat, apart, until } = time;
      const restMs = apart.chatMs - ROOM_MS;
      const next = clock.monotonic() + restMs;
      nextInChat.set(keyOf(time), next);
      if (next > until) await shared?.rest(channel, chat, restMs).catch(() => undefined);
    },
    async hold(channel, chat, ms) {
      const name = chat === undefined ? channel : keyOf({ channel, chat });
      held.set(name, Math.max(held.get(name) ?? 0, clock.monotonic() + ms));
      await Promise.all([own.hold(channel, chat, ms), shared?.hold(channel, chat, ms).catch(() => undefined)]);
    },
  };
}

/** Its chat gave it a time that it has missed: there it need not wait again. */
const inChannel = (apart: Apart): Apart => ({ ...apart, chatMs: 0 });

const keyOf = ({ channel, chat }: Where) => `${channel} ${chat}`;

/** In a chat there is room for the one before, too: who has just taken its lane over did not hear the answer to that. */
function apartOf({ group, rates }: Rated): Apart | undefined {
  if (!rates) return undefined;
  const chatMs = Math.ceil(group ? 60_000 / rates.groupPerMinute : 1_000 / rates.chatPerSecond) + ROOM_MS;
  return { chatMs, channelMs: Math.ceil((1_000 + ROOM_MS) / rates.channelPerSecond) };
}
