import type { BubbleEntity } from '../../src/protocol.js';
import { make } from '../make.js';
import { stretches, type Stretch } from './rich-text.js';

const TAGS: Readonly<Record<string, 'strong' | 'em' | 'u' | 's' | 'code' | 'blockquote'>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'code',
  blockquote: 'blockquote',
};

/** A message's words with their marks, as elements. */
export function showRichText(text: string, entities: readonly BubbleEntity[]): DocumentFragment {
  const shown = document.createDocumentFragment();
  shown.append(...stretches(text, entities).map(showStretch));
  return shown;
}

function showStretch({ text, types, url }: Stretch): Node {
  let node: Node = document.createTextNode(text);
  for (const type of types) {
    const tag = TAGS[type];
    if (tag) node = make(tag, {}, node);
  }
  const safe = url !== undefined && URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return safe ? make('a', { href: url, target: '_blank', rel: 'noreferrer' }, node) : node;
}
