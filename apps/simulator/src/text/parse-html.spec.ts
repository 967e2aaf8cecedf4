import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BotApiError } from '../bot-api/error.js';
import type { FormattedText } from '../world/message.js';
import { parseHtml } from './parse-html.js';

describe('parseHtml', () => {
  it('counts offsets in UTF-16 units, after the markup is taken out', () => {
    expect(parseHtml('🔥 <b>full</b> &amp; &#128293; <i>x</i>')).toEqual({
      text: '🔥 full & 🔥 x',
      entities: [
        { type: 'bold', offset: 3, length: 4 },
        { type: 'italic', offset: 13, length: 1 },
      ],
    });
  });

  it.each([
    ['<strong>x</strong>', { type: 'bold' }],
    ['<em>x</em>', { type: 'italic' }],
    ['<ins>x</ins>', { type: 'underline' }],
    ['<strike>x</strike>', { type: 'strikethrough' }],
    ['<del>x</del>', { type: 'strikethrough' }],
    ['<span class="tg-spoiler">x</span>', { type: 'spoiler' }],
    ['<tg-spoiler>x</tg-spoiler>', { type: 'spoiler' }],
    ['<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', { type: 'custom_emoji' }],
    ['<code>x</code>', { type: 'code' }],
    ['<blockquote>x</blockquote>', { type: 'blockquote' }],
    ['<blockquote expandable>x</blockquote>', { type: 'expandable_blockquote' }],
    ['<a href="https://a.b/c?d=1&amp;e=2">x</a>', { type: 'text_link', url: 'https://a.b/c?d=1&e=2' }],
    ['<pre><code class="language-sql">x</code></pre>', { type: 'pre', language: 'sql' }],
    ['<B>x</b>', { type: 'bold' }],
  ])('reads %s', (source, entity) => {
    const { text, entities } = parseHtml(source);
    expect(text).toBe('x');
    expect(entities).toMatchObject([{ ...entity, offset: 0, length: 1 }]);
  });

  it('drops entities around nothing and links to nowhere', () => {
    expect(parseHtml('<b></b><a href="">x y</a>')).toEqual({ text: 'x y', entities: [] });
  });

  it('leaves a reference it does not know as it is written', () => {
    expect(parseHtml('a &nbsp; b &').text).toBe('a &nbsp; b &');
  });

  it.each([
    ['<p>x</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['я <br/>', 'Unsupported start tag "br/" at byte offset 3'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['a <b', 'Unclosed start tag at byte offset 2'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href>x</a>', 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
  ])('refuses %s', (source, words) => {
    expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${words}`);
  });
});

describe('whatever it is given', () => {
  const pieces = fc.constantFrom(
    '<b>',
    '</b>',
    '<a href="x.y">',
    '</a>',
    '<',
    '>',
    '&lt;',
    '&',
    '😀',
    'я',
    ' ',
    '<i',
    '"',
    '</>',
  );

  it('gives entities that lie within its text, or words why it cannot', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const { text, entities } = parsedOrEmpty(parts.join(''));
        return entities.every(({ offset, length }) => offset >= 0 && length > 0 && offset + length <= text.length);
      }),
    );
  });
});

function parsedOrEmpty(source: string): FormattedText {
  try {
    return parseHtml(source);
  } catch (cause) {
    if (cause instanceof BotApiError && cause.code === 400) return { text: '', entities: [] };
    throw cause;
  }
}
