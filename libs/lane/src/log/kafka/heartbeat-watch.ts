import type { Consumer } from 'kafkajs';
import type { Clock } from '../../clock.js';

/** The requests by which a member tells its group that it is there. */
const SIGNS_OF_LIFE = ['Heartbeat', 'SyncGroup'];

/**
 * When the group last heard from this consumer. That is when the request went out, not when its answer was read: an
 * answer may have lain in the socket for as long as this process was stopped.
 */
export function watchHeartbeats(consumer: Consumer, clock: Clock): () => number {
  const { REQUEST, HEARTBEAT, GROUP_JOIN } = consumer.events;
  let sentAt = -Infinity;
  let heardAt = -Infinity;
  const heard = () => void (heardAt = Math.max(heardAt, sentAt));
  consumer.on(REQUEST, ({ payload: { apiName, duration } }) => {
    if (SIGNS_OF_LIFE.includes(apiName)) sentAt = clock.monotonic() - Math.max(0, duration);
  });
  consumer.on(HEARTBEAT, heard);
  consumer.on(GROUP_JOIN, heard);
  return () => heardAt;
}
