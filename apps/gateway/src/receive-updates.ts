import type { ChannelId, DeskId, TopicRecord } from '#contracts';
import type { ReportHop } from '#boot';
import type { Clock } from '#lane';
import type { MessengerAdapter } from '#ports/messenger';
import type { Facts, Span, Telemetry } from '#telemetry';
import type { Ignored } from './count-ignored.js';
import type { Publishing } from './publish-batches.js';
import { updateRecord } from './to-records.js';

/** A channel as the gateway receives it. */
export type Channel = { desk: { id: DeskId }; id: ChannelId; messenger: MessengerAdapter };

/** Takes raw updates of a channel, whichever way they came. Resolves once they are in the log; rejects with `NotAcknowledged`. */
export function createReceiving(
  publishing: Publishing,
  ignored: Ignored,
  telemetry: Telemetry,
  clock: Pick<Clock, 'now'>,
  report?: ReportHop,
) {
  return async function receive({ desk, id: channel, messenger }: Channel, raw: readonly unknown[]): Promise<void> {
    const receivedAt = clock.now();
    const records: TopicRecord[] = [];
    const spans: Span[] = [];
    const facts: Facts = { 'relaydesk.desk': desk.id, 'relaydesk.channel': channel };
    const count = (result: string, by: number) =>
      by > 0 && telemetry.count('relaydesk.updates', { ...facts, 'relaydesk.update.result': result }, by);
    for (const one of raw) {
      const update = messenger.normalise(one, receivedAt);
      if (!update) ignored.note('without an id');
      else if ('ignored' in update) ignored.note(update.ignored);
      else {
        const span = telemetry.span('receive update', { kind: 'server', at: receivedAt, facts });
        spans.push(span);
        records.push(updateRecord(desk.id, channel, update.id, update.update, span.trace));
      }
    }
    count('ignored', raw.length - records.length);
    try {
      await publishing.publish(records);
    } catch (error) {
      count('refused', records.length);
      for (const span of spans) span.end('not-acknowledged');
      throw error;
    }
    count('taken', records.length);
    for (const span of spans) span.end();
    for (const { trace } of records) if (trace) report?.({ trace, stage: 'gateway', at: receivedAt });
  };
}

export type Receiving = ReturnType<typeof createReceiving>;
