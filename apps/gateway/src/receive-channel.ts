import { setTimeout as wait } from 'node:timers/promises';
import { MessengerError } from '#ports/messenger';
import { errorFacts, type Logger } from '#telemetry';
import { KEEP_MS } from './hold-channels.js';
import type { Channel, Receiving } from './receive-updates.js';

const POLL_MS = 25_000;
const CALL_MS = 20_000;
const AGAIN_MS = { first: 1_000, most: 30_000 };

/**
 * Receives one channel while it is ours: sets its webhook, where there is a public address, or polls it. Polling confirms
 * updates by asking for the next ones, and so only after they are in the log.
 */
export function receiveChannel(
  channel: Channel,
  deps: { isOurs: () => boolean; receive: Receiving; webhook: string | undefined; logger: Logger },
) {
  const { isOurs, logger } = deps;
  const { messenger } = channel;
  const name = `${channel.desk.id}/${channel.id}`;
  const over = new AbortController();

  async function receive(): Promise<void> {
    let again = AGAIN_MS.first;
    let after: string | undefined;
    let told = false;
    while (!over.signal.aborted) {
      if (!isOurs()) {
        told = false;
        after = undefined;
        await rest(KEEP_MS / 4);
        continue;
      }
      try {
        if (!told) await messenger.receiveAt(call(CALL_MS), deps.webhook);
        told = true;
        if (deps.webhook) await rest(KEEP_MS);
        else after = await pollOnce(after);
        again = AGAIN_MS.first;
      } catch (error) {
        if (over.signal.aborted) return;
        logger.warn({ channel: name, ...errorFacts(error) }, 'A channel cannot be received now; trying again.');
        await rest(error instanceof MessengerError ? (error.retryAfterMs ?? again) : again);
        again = Math.min(again * 2, AGAIN_MS.most);
      }
    }
  }

  async function pollOnce(after: string | undefined): Promise<string | undefined> {
    const { raw, last } = await messenger.poll(call(POLL_MS + CALL_MS), after, POLL_MS);
    await deps.receive(channel, raw);
    return last ?? after;
  }

  const call = (ms: number) => ({ signal: AbortSignal.any([over.signal, AbortSignal.timeout(ms)]) });
  const rest = (ms: number) => wait(ms, undefined, { signal: over.signal }).catch(() => undefined);

  const ended = receive();
  return {
    async close(): Promise<void> {
      over.abort();
      await ended;
    },
  };
}
