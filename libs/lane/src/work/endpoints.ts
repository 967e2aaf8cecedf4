import type { Clock } from '../clock.js';
import {
  answered,
  type Breaker,
  closed,
  isDown,
  mayBegin,
  opensAt,
  paused,
  PROBE_AGAIN_MS,
  standingOf,
  tripped,
} from './breaker.js';
import { createFreshPermits } from './fresh-permits.js';

/** Leave to make one call. */
export type Permit = { endpoint: string; probe: boolean };

/** One lane, as the endpoints know it. */
export interface EndpointUser {
  /** It was refused a permit; now there may be one. */
  permitted(endpoint: string): void;
  /** The endpoint did not answer a probe, has just gone down, or named a time to come back. */
  away(endpoint: string): void;
}

type Endpoint = {
  breaker: Breaker;
  running: number;
  /** Since when this process knows it (monotonic ms). */
  knownAt: number;
  /** When it answered last (monotonic ms). */
  answeredAt: number | undefined;
  /** When an effect ended there last (monotonic ms). */
  tookEffectAt: number | undefined;
  /** The probe that is waited for. */
  probe: Permit | undefined;
  /** Lanes that were refused, longest first. */
  waiting: Set<EndpointUser>;
  cancelWake: () => void;
};

/**
 * The outside systems of one engine: each has one breaker and one cap, whatever the number of lanes; and all together no more
 * is begun than one node sends in time.
 */
export function createEndpoints(deps: { cap: (endpoint: string) => number; clock: Clock; random: () => number }) {
  const { clock } = deps;
  const endpoints = new Map<string, Endpoint>();
  const users = new Set<EndpointUser>();
  const fresh = createFreshPermits({ clock, room: offerRoom });
  /** Lanes that were refused because too much has begun, longest first, each with the endpoints it asked for. */
  const crowded = new Map<EndpointUser, Set<string>>();

  function get(name: string): Endpoint {
    const known = endpoints.get(name);
    if (known) return known;
    const made: Endpoint = {
      breaker: closed,
      running: 0,
      knownAt: clock.monotonic(),
      answeredAt: undefined,
      tookEffectAt: undefined,
      probe: undefined,
      waiting: new Set(),
      cancelWake() {},
    };
    endpoints.set(name, made);
    return made;
  }

  const open = (name: string, of: Endpoint, now: number) =>
    mayBegin(of.breaker, now, { running: of.running, probing: of.probe !== undefined, cap: deps.cap(name) });

  /** Each lane in turn takes what it can; one that is refused again waits behind the others. */
  function offer(name: string): void {
    const of = get(name);
    const now = clock.monotonic();
    for (const user of [...of.waiting]) {
      if (!open(name, of, now)) break;
      of.waiting.delete(user);
      user.permitted(name);
    }
    wakeInTime(name, of, now);
  }

  /** As long as there is room, lanes in turn, and the endpoints of each: it takes what it can there. */
  function offerRoom(): void {
    while (!fresh.full()) {
      const [first] = crowded;
      const [user, names = new Set<string>()] = first ?? [];
      const [name] = names;
      if (!user || name === undefined) return;
      crowded.delete(user);
      names.delete(name);
      if (names.size > 0) crowded.set(user, names);
      user.permitted(name);
    }
  }

  function crowd(name: string, user: EndpointUser): void {
    const names = crowded.get(user);
    if (names) names.add(name);
    else crowded.set(user, new Set([name]));
  }

  /** `now` is when it was found not to be open: looked at again, that time might have come unseen. */
  function wakeInTime(name: string, of: Endpoint, now: number): void {
    of.cancelWake();
    const at = opensAt(of.breaker, now);
    if (at !== undefined && of.waiting.size > 0) of.cancelWake = clock.after(at - now, () => offer(name));
  }

  /** One that hangs does not keep others from asking: a file may take ten minutes. */
  function awaitProbe(of: Endpoint, permit: Permit): void {
    of.probe = permit;
    clock.after(PROBE_AGAIN_MS, () => {
      if (of.probe !== permit) return;
      of.probe = undefined;
      offer(permit.endpoint);
    });
  }

  function turn(name: string, breaker: Breaker): void {
    get(name).breaker = breaker;
    offer(name);
  }

  return {
    /** A lane uses the endpoints until it calls what is returned. */
    join(user: EndpointUser): () => void {
      users.add(user);
      return () => {
        users.delete(user);
        crowded.delete(user);
        for (const of of endpoints.values()) of.waiting.delete(user);
      };
    },
    /** Leave for one call, to be given back by `left`; without one, `permitted` is called when there may be one. */
    enter(name: string, user: EndpointUser): Permit | undefined {
      const of = get(name);
      const now = clock.monotonic();
      if (!open(name, of, now)) {
        of.waiting.add(user);
        wakeInTime(name, of, now);
        return undefined;
      }
      if (fresh.full()) {
        crowd(name, user);
        return undefined;
      }
      const permit = { endpoint: name, probe: isDown(of.breaker) };
      of.running += 1;
      if (permit.probe) awaitProbe(of, permit);
      fresh.begin(permit);
      return permit;
    },
    left(permit: Permit): void {
      const of = get(permit.endpoint);
      of.running -= 1;
      if (of.probe === permit) of.probe = undefined;
      fresh.end(permit);
      // Who waits for room comes first, or busy endpoints would hand it on among themselves.
      offerRoom();
      offer(permit.endpoint);
    },
    /** A call certainly took no effect, and the endpoint seems down. True if that is news. */
    down(name: string): boolean {
      const { breaker } = get(name);
      turn(name, tripped(breaker, clock.monotonic(), deps.random));
      for (const user of users) user.away(name);
      return !isDown(breaker);
    },
    pause(name: string, forMs: number): void {
      turn(name, paused(get(name).breaker, clock.monotonic() + forMs));
      for (const user of users) user.away(name);
    },
    answered(name: string): void {
      const of = get(name);
      of.answeredAt = clock.monotonic();
      turn(name, answered(of.breaker, of.running, deps.cap(name)));
    },
    /** Somebody's effect has ended there, as it said. */
    tookEffect(name: string): void {
      get(name).tookEffectAt = clock.monotonic();
    },
    /** How long nothing has taken effect there that this process did (ms); infinite, where nothing ever did. */
    fruitlessMs: (name: string) => clock.monotonic() - (get(name).tookEffectAt ?? -Infinity),
    /** How long it has not answered this process (ms); infinite, where it never did. */
    silentMs: (name: string) => clock.monotonic() - (get(name).answeredAt ?? -Infinity),
    /** How long this process has known it (ms). */
    knownMs: (name: string) => clock.monotonic() - get(name).knownAt,
    isPaused: (name: string) => clock.monotonic() < get(name).breaker.notBefore,
    standing: (name: string) => standingOf(get(name).breaker, clock.monotonic()),
    /** How each endpoint that was ever asked for stands. */
    standings: () => [...endpoints.values()].map(({ breaker }) => standingOf(breaker, clock.monotonic())),
    end(): void {
      fresh.stop();
      for (const { cancelWake } of endpoints.values()) cancelWake();
    },
  };
}

export type Endpoints = ReturnType<typeof createEndpoints>;
