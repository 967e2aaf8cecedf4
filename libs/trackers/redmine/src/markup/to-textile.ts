import type { Mark, RichText } from '#contracts';
import { renderMarks, type Around, type Format } from './render-marks.js';
import { textileStyle } from './textile-style.js';

/**
 * Rich text as Redmine's Textile (RedCloth 3 as Redmine changed it, `lib/redmine/wiki_formatting/textile`). Only what
 * would be read as markup is escaped, as a character reference: that is the one escape which Textile, Redmine's links,
 * macros and mentions all leave alone.
 */
export const toTextile = (rich: RichText): string => renderMarks(rich, textile);

const SIGNS: Partial<Record<Mark['kind'], string>> = { bold: '*', italic: '_', underline: '+', strike: '-' };

const textile: Format = {
  escape: escapeLine,
  inline(mark, inside, around) {
    const sign = SIGNS[mark.kind];
    return sign && standsFree(around) ? `${sign}${inside}${sign}` : undefined;
  },
  link: (inside, url, { after }) =>
    `"${inside.replaceAll('"', '&#34;')}":${encodeURI(decodable(url))}${/[\p{L}\p{N}/]/u.test(after) ? ' ' : ''}`,
  code: (words, around) => (!/@|^\s|\s$/.test(words) && standsFree(around) ? `@${words}@` : undefined),
  pre(words, language) {
    // Nothing can be escaped in there, the closing tag included.
    const kept = words.replace(/<(\/?)(pre|code)/gi, '< $1$2');
    const name = language?.replace(/[^\w+#.-]/g, '');
    return name ? `<pre><code class="${name}">\n${kept}\n</code></pre>` : `<pre>\n${kept}\n</pre>`;
  },
  quote: (inside) =>
    inside
      .split('\n')
      .map((line) => `> ${line}`.trimEnd())
      .join('\n'),
};

/** Textile sees a sign as one only beside blanks and punctuation. */
const standsFree = ({ before, after }: Around) => /^[\s(>]?$/.test(before) && /^[\s\p{P}<]?$/u.test(after);

const decodable = (url: string) => {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
};

const reference = (char: string) => `&#${char.codePointAt(0)};`;

/** An address, which Redmine links as it stands; or a sign that would be read as markup where it stands. */
const SIGN = new RegExp(
  [
    /(?<url>\b(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>"&])/u,
    /&(?!\s)/u,
    /<(?=[a-zA-Z/!?])/u,
    // Macros, wiki links, links to issues and notes, mentions and code, links, raw text, images, abbreviations.
    /\{(?=\{)|\[(?=\[)|#(?=#?(?:\d|note))|(?<![\p{L}\p{N}])@(?=\S|[^@]+@)|"(?=:\S)|=(?==)|\?(?=\?)|(?<=\p{Lu}\p{Lu})\(/u,
    // Bold, italic and the like: one that opens, with another of its kind behind it.
    /(?<![\p{L}\p{N}])(?<opener>[-*_+^~%!])(?=\S.*?\k<opener>)/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
);
/** At the start of a line: a list, a quote, a table, a rule. */
const LINE = /^(?:[*#]+(?:\s|$)|>|\||([-*_])\1{2,}\s*$)/;

function escapeLine(line: string, lineStart: boolean): string {
  if (!lineStart) return escapeSigns(line);
  const words = line.trimStart();
  // A paragraph that begins with a blank would be shown as code.
  const blanks = line.slice(0, line.length - words.length).replace(/^\s/, words === '' ? '' : '&#160;');
  const sign = LINE.test(words) ? 0 : styleDot(words);
  if (sign === undefined) return blanks + escapeSigns(words);
  return blanks + words.slice(0, sign) + reference(words.charAt(sign)) + escapeSigns(words.slice(sign + 1));
}

/** The dot that would make a line's beginning a paragraph's style. */
function styleDot(words: string): number | undefined {
  const { dot } = textileStyle(words) ?? {};
  return dot !== undefined && /^\.(?:[\s.:]|$)/.test(words.slice(dot)) ? dot : undefined;
}

const escapeSigns = (words: string): string =>
  words.replace(SIGN, (found: string, ...rest) => ((rest.at(-1) as { url?: string }).url ? found : reference(found)));
