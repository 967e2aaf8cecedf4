import { type DeskId, makeRecord, toBytes } from '#contracts';
import { type Clock, laneOf, type Log, sendByFrom } from '#lane';
import type { Desk } from '#plugins';
import { errorFacts, type Logger } from '#telemetry';

const AGAIN_MS = 1_000;

/** Says of every desk that it is configured, until the log has it. It is the same record at every start. */
export async function followAll(
  desks: ReadonlyMap<DeskId, Pick<Desk, 'endpoint'>>,
  { log, clock, logger }: { log: Pick<Log, 'lanes' | 'publish'>; clock: Clock; logger: Logger },
  signal: AbortSignal,
): Promise<void> {
  let waiting = [...desks].map(([desk, { endpoint }]) => {
    const record = followRecord(desk, endpoint, clock.now());
    return { ...toBytes(record), id: record.id, topic: record.topic, lane: laneOf(record.key, log.lanes) };
  });
  while (waiting.length > 0 && !signal.aborted) {
    const sendBy = sendByFrom({ wall: clock.now(), monotonic: clock.monotonic() });
    const { acknowledged, error } = await log.publish(waiting, sendBy);
    waiting = waiting.filter(({ id }) => !acknowledged.has(id));
    if (waiting.length === 0) return;
    logger.warn(errorFacts(error), 'The log does not answer; desks are followed once it does.');
    await new Promise<void>((resolve) => clock.after(AGAIN_MS, resolve));
  }
}

/** The same at every start, as long as the desk has this tracker. */
function followRecord(desk: DeskId, tracker: Desk['endpoint'], at: number) {
  const causes = [desk, tracker];
  return makeRecord('tracker-work', 'follow.v1', {
    key: desk,
    at,
    causes,
    ordinal: 0,
    body: { desk, tracker },
    edge: true,
  });
}
