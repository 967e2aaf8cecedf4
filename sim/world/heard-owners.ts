import type { TopicName } from '#contracts';
import type { Clock, Lease, Log, Subscription } from '#lane';

/** A node that its group has not heard from for so long neither takes lanes nor renews them. */
const SILENT_MS = 5_000;

/**
 * One node's ways to the group and to the leases: whether it goes on with its lanes although the group does not hear it.
 * `fetched`: a fetch of the lane has finished.
 */
export function watchHeard(
  clock: Pick<Clock, 'monotonic'>,
  say: (what: string) => void,
  fetched: (topic: TopicName, lane: number) => void,
) {
  const joined = new Map<TopicName, Subscription>();

  function asks(what: 'takes' | 'renews', topic: TopicName, lane: number): void {
    const heardAt = joined.get(topic)?.lastHeartbeat() ?? -Infinity;
    const silentMs = clock.monotonic() - heardAt;
    if (silentMs > SILENT_MS) say(`${what} lane ${lane} of ${topic}, ${silentMs} ms after its group heard it`);
  }

  return {
    log: (log: Log): Log => ({
      ...log,
      subscribe: (topic, group, events) => {
        const assigned: typeof events.assigned = (lanes, by) => {
          joined.set(topic, by);
          events.assigned(lanes, by);
        };
        return log.subscribe(topic, group, {
          ...events,
          assigned,
          fetched(lane) {
            fetched(topic, lane);
            events.fetched(lane);
          },
        });
      },
    }),
    lease: (lease: Lease): Lease => ({
      take(topic, lane) {
        asks('takes', topic, lane);
        return lease.take(topic, lane);
      },
      renew(topic, lane) {
        asks('renews', topic, lane);
        return lease.renew(topic, lane);
      },
      release: (topic, lane) => lease.release(topic, lane),
      close: () => lease.close(),
    }),
  };
}
