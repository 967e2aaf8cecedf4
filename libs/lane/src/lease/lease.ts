import type { TopicName } from '#contracts';
import type { LaneNumber } from '../log/log.js';

/**
 * Redis' word on who may work on a lane. It makes hand-over quick, never correct: the lane row decides. Nothing here
 * throws; a Redis that is down or emptied answers `unknown`, and the engine goes by the row's heartbeat.
 */
export interface Lease {
  /** Takes the lane's lease (4 s) unless another holds it. */
  take(topic: TopicName, lane: LaneNumber): Promise<'held' | 'refused' | 'unknown'>;
  /** Extends it by 4 s; called every second. After an emptied Redis this takes it again. */
  renew(topic: TopicName, lane: LaneNumber): Promise<'held' | 'refused' | 'unknown'>;
  release(topic: TopicName, lane: LaneNumber): Promise<void>;
  close(): Promise<void>;
}
