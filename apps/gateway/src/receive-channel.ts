import { type Clock, within } from '#lane';
import { MessengerError } from '#ports/messenger';
import { errorFacts, type Logger } from '#telemetry';
import type { Channel, Receiving } from './receive-updates.js';
import { rest } from './rest.js';

const POLL_MS = 25_000;
const CALL_MS = 20_000;
/** Others wait no longer for one that hangs. */
const TURN_MS = 2_000;
const AGAIN_MS = { first: 1_000, most: 30_000 };
/** A poll that comes back at once with nothing is not asked again at once. */
const IDLE_MS = 1_000;

/**
 * Receives a channel until the signal aborts: sets its webhook, where there is a public address, or polls it. Polling
 * confirms updates by asking for the next ones, and so only after they are in the log. `inTurn`: so that a gateway of ten
 * thousand channels does not set all their webhooks at once.
 */
export async function receiveChannel(
  channel: Channel,
  deps: {
    receive: Receiving;
    webhook: string | undefined;
    inTurn: (tell: () => Promise<void>) => Promise<void>;
    logger: Logger;
    clock: Clock;
  },
  ours: AbortSignal,
): Promise<void> {
  const { logger, clock, webhook, inTurn } = deps;
  const call = <T>(ms: number, make: (call: { signal: AbortSignal }) => Promise<T>) =>
    within(clock, ms, ours, (signal) => make({ signal }));
  let again = AGAIN_MS.first;

  async function insist(step: () => Promise<boolean>): Promise<void> {
    while (!ours.aborted) {
      try {
        if (await step()) return;
        again = AGAIN_MS.first;
      } catch (error) {
        if (ours.aborted) return;
        const name = `${channel.desk.id}/${channel.id}`;
        logger.warn({ channel: name, ...errorFacts(error) }, 'A channel cannot be received now; trying again.');
        await rest(clock, error instanceof MessengerError ? (error.retryAfterMs ?? again) : again, ours);
        again = Math.min(again * 2, AGAIN_MS.most);
      }
    }
  }

  let after: string | undefined;
  async function pollOnce(): Promise<false> {
    const asked = clock.monotonic();
    const { raw, last } = await call(POLL_MS + CALL_MS, (own) => channel.messenger.poll(own, after, POLL_MS));
    // With nothing after it, all is confirmed: a messenger whose ids begin anew (Telegram, after a week) is heard again.
    const next = raw.length === 0 ? undefined : last;
    await deps.receive(channel, raw);
    after = next;
    if (raw.length === 0 && clock.monotonic() - asked < IDLE_MS) await rest(clock, IDLE_MS, ours);
    return false;
  }

  await insist(async () => {
    let set: Promise<void> | undefined;
    await inTurn(async () => {
      set = call(CALL_MS, (own) => channel.messenger.receiveAt(own, webhook));
      await Promise.race([set, rest(clock, TURN_MS, ours)]);
    });
    await set;
    return true;
  });
  if (webhook === undefined) await insist(pollOnce);
}
