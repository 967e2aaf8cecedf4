import type { BubbleEntity } from '../../src/protocol.js';

/** A stretch of text with everything that holds for it. */
export type Stretch = { text: string; types: readonly string[]; url?: string | undefined };

/** Cuts a text where its entities begin and end; offsets are UTF-16 units, as JavaScript's are. */
export function stretches(text: string, entities: readonly BubbleEntity[]): Stretch[] {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const places = [...cuts].filter((place) => place <= text.length).sort((a, b) => a - b);
  return places.slice(0, -1).map((from, i) => {
    const to = places[i + 1] ?? text.length;
    const here = entities.filter(({ offset, length }) => offset <= from && offset + length >= to);
    const words = text.slice(from, to);
    const link = here.find(({ type }) => type === 'text_link' || type === 'url');
    return { text: words, types: here.map(({ type }) => type), url: link && (link.url ?? words) };
  });
}
