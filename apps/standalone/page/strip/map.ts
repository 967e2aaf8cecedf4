import type { Stage } from '../../src/protocol.js';

/** In percent of the strip. */
export type Point = { x: number; y: number };

const UP = 24;
const DOWN = 76;
/** Under the stations, which on a narrow page leave no room between them. */
const UNDER = 46;

export const STATIONS: readonly { stage: Stage; title: string; point: Point }[] = [
  { stage: 'chat', title: 'Chat', point: { x: 6, y: UP } },
  { stage: 'gateway', title: 'Gateway', point: { x: 25, y: UP } },
  { stage: 'session-aggregator', title: 'Session aggregator', point: { x: 49, y: UP } },
  { stage: 'tracker-adapter', title: 'Tracker adapter', point: { x: 75.5, y: UP } },
  { stage: 'tracker', title: 'Tracker', point: { x: 94.5, y: UP } },
  { stage: 'notifier', title: 'Notifier', point: { x: 49, y: DOWN } },
];

export type Edge =
  | 'chat-gateway'
  | 'gateway-aggregator'
  | 'aggregator-adapter'
  | 'adapter-tracker'
  | 'adapter-notifier'
  | 'aggregator-notifier'
  | 'notifier-chat';

/** The stretches, and where their times stand. */
export const EDGES: readonly { name: Edge; ends: readonly [Stage, Stage]; label: Point }[] = [
  { name: 'chat-gateway', ends: ['chat', 'gateway'], label: { x: 15.5, y: UNDER } },
  { name: 'gateway-aggregator', ends: ['gateway', 'session-aggregator'], label: { x: 37, y: UNDER } },
  { name: 'aggregator-adapter', ends: ['session-aggregator', 'tracker-adapter'], label: { x: 62.25, y: UNDER } },
  { name: 'adapter-tracker', ends: ['tracker-adapter', 'tracker'], label: { x: 85, y: UNDER } },
  { name: 'adapter-notifier', ends: ['tracker-adapter', 'notifier'], label: { x: 68, y: DOWN } },
  { name: 'aggregator-notifier', ends: ['session-aggregator', 'notifier'], label: { x: 49, y: 54 } },
  { name: 'notifier-chat', ends: ['notifier', 'chat'], label: { x: 27, y: DOWN } },
];

/** The stretch between two stations, whichever way it is gone. */
export const edgeOf = (from: Stage, to: Stage): Edge | undefined =>
  EDGES.find(({ ends }) => ends.includes(from) && ends.includes(to) && from !== to)?.name;

/** The line a dot follows: straight, but for the way down to the notifier and up to the chat. */
export function pointsBetween(from: Stage, to: Stage): Point[] {
  const start = pointOf(from);
  const end = pointOf(to);
  if (start.x === end.x || start.y === end.y) return [start, end];
  const corner = from === 'notifier' ? { x: end.x, y: start.y } : { x: start.x, y: end.y };
  return [start, corner, end];
}

const pointOf = (stage: Stage): Point => STATIONS.find((station) => station.stage === stage)?.point ?? { x: 0, y: 0 };
