import type { Poured } from './flood.js';

/** What a chat was shown of it, in the order it was shown. */
export type Arrived = { place: string; text: string };

/** What became of a flood: how much of it never came, came again, or came after what was to come after it. */
export function judgeFlood(poured: readonly Poured[], arrived: readonly Arrived[]) {
  const inChats = Map.groupBy(arrived, ({ place }) => place);
  const lost: Poured[] = [];
  let again = 0;
  let inverted = 0;
  for (const [place, wanted] of Map.groupBy(poured, (one) => one.place)) {
    const first = new Set((inChats.get(place) ?? []).map(({ text }) => text));
    again += (inChats.get(place)?.length ?? 0) - first.size;
    lost.push(...wanted.filter(({ text }) => !first.has(text)));
    const numbers = new Map(wanted.map(({ text }, i) => [text, i]));
    const order = [...first].map((text) => numbers.get(text) ?? -1);
    inverted += order.filter((number, i) => number < (order[i - 1] ?? -1)).length;
  }
  return { lost, again, inverted };
}
