import type { Simulator } from '#apps/simulator';
import type { Flooded } from './flood.js';
import type { Arrived } from './judge-flood.js';

const WORDS = /flood \d+/;

/** What flooded chats are shown of it from now on. */
export function watchFlood(simulator: Simulator, chats: readonly Flooded[]): readonly Arrived[] {
  const places = new Set<string>(chats.map(({ place }) => place));
  const arrived: Arrived[] = [];
  simulator.onEvent((event) => {
    if (event.kind !== 'message-posted' || !places.has(event.place)) return;
    const { content } = event.message;
    const [text] = (content.kind === 'text' && WORDS.exec(content.text.text)) || [];
    if (text !== undefined) arrived.push({ place: event.place, text });
  });
  return arrived;
}
