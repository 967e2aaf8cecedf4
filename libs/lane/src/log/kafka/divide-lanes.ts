import type { LaneNumber } from '../log.js';

/** What a member of a group had, and since when (ms since 1970): of two who say that a lane is theirs, who came by it later is right. */
export type Member = { id: string; since: number; lanes: readonly LaneNumber[] };

/**
 * Divides lanes so that no member has two more than another, and as many as may stay where they are: whoever comes or goes, only its
 * share moves. The same for every order of the members.
 */
export function divideLanes(lanes: readonly LaneNumber[], members: readonly Member[]): Map<string, LaneNumber[]> {
  const latestLast = members.toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
  const holders = new Map(latestLast.flatMap(({ id, lanes: held }) => held.map((lane) => [lane, id] as const)));
  const divided = new Map(latestLast.map(({ id }) => [id, lanes.filter((lane) => holders.get(lane) === id)]));
  const homeless = lanes.filter((lane) => !holders.has(lane));

  const mostFirst = [...divided.values()].sort((a, b) => b.length - a.length);
  const shareOf = (index: number) => Math.ceil((lanes.length - index) / members.length);
  for (const [index, held] of mostFirst.entries()) homeless.push(...held.splice(shareOf(index)));
  for (const [index, held] of mostFirst.entries()) held.push(...homeless.splice(0, shareOf(index) - held.length));
  return divided;
}
