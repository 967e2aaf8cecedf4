import type { Admin } from 'kafkajs';
import type { Clock } from '../../clock.js';
import { isPassing } from './is-passing.js';

const AGAIN_MS = 200;
const PATIENCE_MS = 60_000;

/**
 * Waits until the group's coordinator answers for it. One that has just been made coordinator (a new Kafka, a broker that
 * came back) first reads the group's history and says so meanwhile; kafkajs would take that, at a join, for the end of the
 * consumer.
 */
export async function coordinatorReady(admin: Admin, group: string, clock: Clock): Promise<void> {
  const until = clock.monotonic() + PATIENCE_MS;
  for (;;) {
    try {
      await admin.describeGroups([group]);
      return;
    } catch (error) {
      if (!isPassing(error) || clock.monotonic() > until) throw error;
    }
    await new Promise<void>((resolve) => clock.after(AGAIN_MS, resolve));
  }
}
