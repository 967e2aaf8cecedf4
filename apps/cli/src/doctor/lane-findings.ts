import { type TopicName, TOPICS } from '#contracts';
import type { LogEnds, SurveyedLane } from '#correlation';
import { STALE_MS } from '#lane';
import { type Finding, momentOf } from './finding.js';

/** Of each service: whether somebody works on its lanes, and how far they are. `ends` is empty where the log does not answer. */
export function laneFindings(lanes: readonly SurveyedLane[], ends: LogEnds, at: number): Finding[] {
  return [...Map.groupBy(lanes, ({ topic }) => topic)].map(([topic, own]) => serviceFinding(topic, own, ends, at));
}

function serviceFinding(topic: TopicName, lanes: readonly SurveyedLane[], ends: LogEnds, at: number): Finding {
  const about = TOPICS[topic].consumer;
  const left = lanes.filter(({ holder, heard }) => holder === undefined || at - heard >= STALE_MS);
  if (left.length > 0) {
    const heard = Math.max(...left.map((lane) => lane.heard));
    const since = heard > 0 ? `since ${momentOf(heard)}` : 'yet';
    const which = left.length === lanes.length ? 'its lanes' : `lane ${left.map(({ lane }) => lane).join(', ')}`;
    return {
      about,
      state: 'wrong',
      says: `nobody works on ${which} ${since}; ${backlogOf(topic, lanes, ends)}`,
      todo: `relaydesk start ${about}`,
    };
  }
  const holders = new Set(lanes.map(({ holder }) => holder)).size;
  const held = `${counted(lanes.length, 'lane', 'lanes')} at ${counted(holders, 'process', 'processes')}`;
  return { about, state: 'fine', says: `${held}; ${backlogOf(topic, lanes, ends)}` };
}

function backlogOf(topic: TopicName, lanes: readonly SurveyedLane[], ends: LogEnds): string {
  const unpublished = lanes.reduce((sum, lane) => sum + lane.unpublished, 0);
  const end = ends.get(topic);
  if (!end) return `${unpublished} records to publish`;
  const unread = lanes.reduce((sum, { lane, offset }) => sum + Math.max(0, (end.get(lane) ?? offset) - offset), 0);
  return `${unread} records to read, ${unpublished} to publish`;
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
