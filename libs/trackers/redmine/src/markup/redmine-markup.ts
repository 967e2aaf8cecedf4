import type { Markup } from '#ports/tracker';
import type { RedmineConfig } from '../config.js';
import { spellAstral, spellingOf, spellMarked } from '../spell-astral.js';
import { fromCommonMark } from './from-commonmark.js';
import { fromTextile } from './from-textile.js';
import { toCommonMark } from './to-commonmark.js';
import { toTextile } from './to-textile.js';

/** What `to` gives is what a first sending sends, so that a look for it compares like with like. */
export function redmineMarkup({ textFormatting, emoji }: Pick<RedmineConfig, 'textFormatting' | 'emoji'>): Markup {
  const [from, to] = textFormatting === 'textile' ? [fromTextile, toTextile] : [fromCommonMark, toCommonMark];
  const spelling = spellingOf(emoji, 1);
  return {
    from,
    to: (text) => to(spellMarked(text, spelling)),
    subject: (subject) => spellAstral(subject, spelling),
  };
}
