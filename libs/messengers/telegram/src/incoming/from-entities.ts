import type { Mark, RichText } from '#contracts';
import type { RawEntity } from './raw.js';

const KINDS: Readonly<Record<string, Mark['kind']>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strike',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  spoiler: 'spoiler',
  text_link: 'link',
};

/** Both sides count UTF-16 units. Entities that only name what the text shows (a URL, a mention) need no mark. */
export function fromEntities(text: string, entities: readonly RawEntity[]): RichText {
  const marks = entities.flatMap(({ type, offset, length, url, language }): Mark[] => {
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    const end = Math.min(offset + length, text.length);
    if (!kind || offset >= end || (kind === 'link' && !url)) return [];
    const value = kind === 'link' ? url : language;
    return [{ kind, start: offset, end, ...(value ? { value } : {}) }];
  });
  return { text, marks: withoutCrossings(marks) };
}

/** Telegram promises that entities nest; a mark that crosses an earlier one all the same is left out. */
function withoutCrossings(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const mark of marks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const crosses = kept.some((other) => other.start < mark.start && mark.start < other.end && other.end < mark.end);
    if (!crosses) kept.push(mark);
  }
  return kept;
}
