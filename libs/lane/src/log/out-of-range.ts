import { offsetOutOfRange, type LogError } from './log-error.js';
import type { LaneNumber, Offset } from './log.js';

type Asked = {
  topic: string;
  lane: LaneNumber;
  /** What the log holds, asked for after `before` and before `now` was the lane's position. */
  first: Offset;
  end: Offset;
  before: Offset | undefined;
  now: Offset | undefined;
};

/**
 * Whether a lane wants to read on where its log has nothing. A lane that moved meanwhile may be past an end asked for
 * before; where the log begins only ever grows.
 */
export function outOfRange({ topic, lane, first, end, before, now }: Asked): LogError | undefined {
  if (now === undefined) return undefined;
  const beyond = now === before && now > end;
  return beyond || now < first ? offsetOutOfRange({ topic, lane, first, end, position: now }) : undefined;
}
