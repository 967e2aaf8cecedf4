import type { Mark, RichText } from '#contracts';
import type { MessageEntity } from 'telegraf/types';
import { openable } from './openable.js';

/**
 * Marks as entities rather than HTML: words and marks go separate ways, so nothing a person wrote needs escaping or can
 * break the parsing of a message, and lengths are counted as Telegram counts them. Of a link to an address Telegram
 * refuses only its words are left.
 */
export function toEntities({ marks }: RichText): MessageEntity[] {
  const bare = marks.filter(({ kind }) => kind === 'code' || kind === 'pre');
  return marks
    .filter((mark) => !bare.some((code) => code !== mark && code.start <= mark.start && mark.end <= code.end))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .flatMap((mark) => toEntity(mark) ?? []);
}

function toEntity({ kind, start, end, value }: Mark): MessageEntity | undefined {
  const range = { offset: start, length: end - start };
  switch (kind) {
    case 'strike':
      return { type: 'strikethrough', ...range };
    case 'quote':
      return { type: 'blockquote', ...range };
    case 'link': {
      const url = openable(value ?? '');
      return url === undefined ? undefined : { type: 'text_link', url, ...range };
    }
    case 'pre':
      return { type: 'pre', ...(value ? { language: value } : {}), ...range };
    case 'bold':
    case 'italic':
    case 'underline':
    case 'code':
    case 'spoiler':
      return { type: kind, ...range };
  }
}
