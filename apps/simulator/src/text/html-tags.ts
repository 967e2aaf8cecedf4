import type { Entity } from '../world/message.js';
import { refusedLink } from './refused-link.js';

/** Tag → entity type (Bot API, "HTML style"). `span` needs its class, `a` its link, `code` may give `pre` a language. */
export const entityOfTag: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

export type OpenTag = { name: string; attributes: ReadonlyMap<string, string>; offset: number; position: number };

/** The entity a finished element makes, or none: an empty one, a link to nowhere. */
export function entityOf(tag: OpenTag, text: string, entities: Entity[]): Entity | undefined {
  const span = { offset: tag.offset, length: text.length - tag.offset };
  if (span.length === 0) return undefined;
  switch (tag.name) {
    case 'a':
      return linkEntity(tag.attributes.get('href') ?? text.slice(tag.offset), span);
    case 'blockquote':
      return { type: tag.attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote', ...span };
    case 'tg-emoji':
      return { type: 'custom_emoji', ...span, custom_emoji_id: tag.attributes.get('emoji-id') };
    case 'pre':
      return preEntity(span, entities);
    case 'code':
      return { type: 'code', ...span, ...languageOf(tag) };
    default:
      return { type: entityOfTag[tag.name] ?? tag.name, ...span };
  }
}

function linkEntity(href: string, span: { offset: number; length: number }): Entity | undefined {
  const url = href.includes(':') ? href : `http://${href}`;
  return URL.canParse(url) && refusedLink(url) === undefined
    ? { type: 'text_link', ...span, url: new URL(url).href }
    : undefined;
}

const languageOf = (tag: OpenTag): { language?: string } => {
  const name = tag.attributes.get('class');
  return name?.startsWith('language-') === true ? { language: name.slice(9) } : {};
};

/** `<pre><code class="language-x">` is one entity, and takes the place of the inner one. */
function preEntity(span: { offset: number; length: number }, entities: Entity[]): Entity {
  const inner = entities.at(-1);
  const same = inner?.type === 'code' && inner.offset === span.offset && inner.length === span.length;
  if (!same) return { type: 'pre', ...span };
  entities.pop();
  return { type: 'pre', ...span, ...(inner.language === undefined ? {} : { language: inner.language }) };
}
