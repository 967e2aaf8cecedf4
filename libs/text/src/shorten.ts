import type { RichText } from '#contracts';
import { characterBoundary, phraseBoundary } from './boundary.js';
import { join } from './join.js';
import { slice } from './slice.js';

const ELLIPSIS = '…';

/** At most `max` UTF-16 units (`max` ≥ 3), cut at the end of a phrase; an ellipsis shows that something is missing. */
export function truncate(rich: RichText, max: number): RichText {
  if (rich.text.length <= max) return rich;
  const kept = rich.text.slice(0, phraseBoundary(rich.text, max - ELLIPSIS.length)).trimEnd();
  return join([slice(rich, 0, kept.length), { text: ELLIPSIS, marks: [] }]);
}

/** One line of at most `max` UTF-16 units that shows how a text begins. */
export function preview(text: string, max: number): string {
  const line = oneLine(text);
  if (line.length <= max) return line;
  return line.slice(0, characterBoundary(line, max - ELLIPSIS.length)).trimEnd() + ELLIPSIS;
}

export const oneLine = (text: string) => text.replace(/\s{2,}|[^\S ]/g, ' ').trim();
