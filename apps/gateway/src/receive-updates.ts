import type { ChannelId, TopicRecord } from '#contracts';
import type { ReportHop } from '#boot';
import type { Desk } from '#plugins';
import type { MessengerAdapter } from '#ports/messenger';
import type { Logger } from '#telemetry';
import type { Publishing } from './publish-batches.js';
import { updateRecord } from './to-records.js';

/** A channel as the gateway receives it. */
export type Channel = { desk: Desk; id: ChannelId; messenger: MessengerAdapter };

/** Takes raw updates of a channel, whichever way they came. Resolves once they are in the log; rejects with `NotAcknowledged`. */
export function createReceiving(publishing: Publishing, logger: Logger, report?: ReportHop) {
  return async function receive({ desk, id: channel, messenger }: Channel, raw: readonly unknown[]): Promise<void> {
    const receivedAt = Date.now();
    const records: TopicRecord[] = [];
    for (const one of raw) {
      const update = messenger.normalise(one, receivedAt);
      if (!update) logger.warn({ desk: desk.id, channel }, 'Something without an id came in place of an update.');
      else if ('ignored' in update)
        logger.debug({ desk: desk.id, channel, why: update.ignored }, 'An update was ignored.');
      else records.push(updateRecord(desk.id, channel, update.id, update.update));
    }
    await publishing.publish(records);
    for (const { trace } of records) if (trace) report?.({ trace, stage: 'gateway', at: receivedAt });
  };
}

export type Receiving = ReturnType<typeof createReceiving>;
