import { type Log, type LogBatch, type LogEvents, type Publishable } from '#lane';
import { noTelemetry, type Span, type Telemetry } from '#telemetry';

/**
 * The same log, with a span for each record that is published and for each that is taken in. A record goes on with the span
 * it came from, and what it brings about with the span it was taken in by: so every hop of a message hangs on the one before.
 */
export function tracedLog(log: Log, telemetry: Telemetry): Log {
  if (telemetry === noTelemetry) return log;

  /** A record without a trace has nothing to go on with. */
  function follow<R extends { trace?: string | undefined }>(
    record: R,
    begin: (trace: string) => Span,
  ): { record: R; span?: Span } {
    if (record.trace === undefined) return { record };
    const span = begin(record.trace);
    return { record: { ...record, trace: span.trace }, span };
  }

  async function publish(records: readonly Publishable[], sendBy: Parameters<Log['publish']>[1]) {
    const followed = records.map((record) =>
      follow(record, (trace) => {
        const facts = { 'messaging.operation.type': 'send', 'messaging.destination.name': record.topic };
        return telemetry.span(`publish ${record.topic}`, { trace, kind: 'producer', facts });
      }),
    );
    let acknowledged: ReadonlySet<string> = new Set();
    try {
      const answer = await log.publish(
        followed.map(({ record }) => record),
        sendBy,
      );
      ({ acknowledged } = answer);
      return answer;
    } finally {
      for (const { record, span } of followed) {
        span?.end(acknowledged.has(record.id) ? undefined : 'not-acknowledged');
      }
    }
  }

  const takeIn = (topic: string, events: LogEvents): LogEvents => ({
    ...events,
    async batch(batch: LogBatch) {
      const followed = batch.records.map((record) =>
        follow(record, (trace) => {
          const facts = { 'messaging.operation.type': 'process', 'messaging.destination.name': topic };
          const lane = { 'messaging.destination.partition.id': String(batch.lane) };
          return telemetry.span(`take in ${topic}`, { trace, kind: 'consumer', facts: { ...facts, ...lane } });
        }),
      );
      const records = followed.map(({ record }) => record);
      await events.batch({ ...batch, records, resolve: (next) => batch.resolve(next) });
      for (const { span } of followed) span?.end();
    },
  });

  return {
    lanes: log.lanes,
    publish,
    subscribe: (topic, group, events) => log.subscribe(topic, group, takeIn(topic, events)),
    prepare: (topics) => log.prepare(topics),
    close: () => log.close(),
  };
}
