import type { Mark, RichText } from '#contracts';
import { ADDRESS, writtenAddress } from './address.js';
import { renderMarks, type Format } from './render-marks.js';
import { textileStyle } from './textile-style.js';
import type { Around } from './writable-marks.js';

/**
 * Rich text as Redmine's Textile (RedCloth 3 as Redmine changed it, `lib/redmine/wiki_formatting/textile`). Only what
 * would be read as markup is escaped, as a character reference: that is the one escape which Textile, Redmine's links,
 * macros and mentions all leave alone.
 */
export const toTextile = (rich: RichText): string => renderMarks(rich, textile);

const SIGNS: Partial<Record<Mark['kind'], string>> = { bold: '*', italic: '_', underline: '+', strike: '-' };

const textile: Format = {
  escapes,
  canWrite: ({ kind }, words, around) =>
    standsFree(around) && (kind === 'code' ? !NO_CODE.test(words) : SIGNS[kind] !== undefined && MARKABLE.test(words)),
  inline({ kind }, inside) {
    const sign = SIGNS[kind] ?? '';
    return sign + inside + sign;
  },
  // Of what follows, all but the end of a sentence would be read as more of the address.
  link: (inside, url, after) =>
    `"${inside.replaceAll('"', '&#34;')}":${writtenAddress(url)}${/^\)?[.,:!?]*(?:\s|$)/.test(after) ? '' : ' '}`,
  code: (words) => `@${words}@`,
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

/** Within code an image is still one, and a language is looked for before it. */
const NO_CODE = /@|^\s|\s$|^\|\w+\||\s(?:!\S|==)/;
/** A single sign would not be seen as words. */
const MARKABLE = /^[\p{L}\p{N}]$|../u;
/** Textile sees a sign as one only beside blanks and punctuation. */
const standsFree = ({ before, after }: Around) => /^[\s(]?$/.test(before) && /^[\s\p{P}<]?$/u.test(after);

const reference = (char: string) => `&#${char.codePointAt(0)};`;

/** An address, which Redmine links as it stands; or a sign that would be read as markup where it stands. */
const SIGNS_ALONE = [
  ADDRESS,
  /&(?!\s)/u,
  /<(?!\s)/u,
  // Macros, wiki links, footnotes, links to issues and notes, mentions and code, links, raw text.
  /\{(?=\{)|\[(?=\[|\d+\])|#(?=#?(?:\d|note))|(?<![\p{L}\p{N}])@(?=\S|[^@]+@)|"(?=:\S)|=(?==)|\?(?=\?)/u,
  // Abbreviations: `F5(refresh)`.
  /\((?<=\b[A-Z][A-Z\d]+\()/u,
];
/** Bold, italic, an image and the like: one that opens, with another of its kind behind it, on whatever line. */
const SIGN = oneOf([...SIGNS_ALONE, /(?<![\p{L}\p{N}])(?<opener>[-*_+^~%!])(?=[\S\n][^]*?\k<opener>)/u]);
/** Where marks are written, their signs may be the other, and one that closes would close them. */
const SIGN_AMONG_MARKS = oneOf([
  ...SIGNS_ALONE,
  /(?<![\p{L}\p{N}])[-*_+^~%!](?=[\S\n])|(?<=\S)[-*_+^~%](?![\p{L}\p{N}])/u,
]);

function oneOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), 'gu');
}

/** What means more beside the sign of a mark than beside the words there. */
const BESIDE_MARKS = /[-*_+^~%@"!?]/;
/** At the start of a line: a list, a quote, a table, a rule, what would join it to the line before. */
const LINE = /^(?:[*#]+(?=[\s({[]|$)|>|\||\{|=+(?:\s|$)|([-*_])\1{2,}\s*$)/;

function escapes(text: string, starts: ReadonlySet<number>, ends: ReadonlySet<number>): ReadonlyMap<number, string> {
  const found = new Set<number>();
  for (const { index, groups } of text.matchAll(starts.size > 0 ? SIGN_AMONG_MARKS : SIGN)) {
    if (!groups?.['address']) found.add(index);
  }
  for (const edge of [...starts, ...ends]) {
    for (const at of [edge - 1, edge]) if (BESIDE_MARKS.test(text.charAt(at))) found.add(at);
  }
  for (const end of ends) if (text.charAt(end - 1) === ')') found.add(end - 1);
  for (const start of starts) if (/[({[]/.test(text.charAt(start))) found.add(start);
  // Behind a reference no sign counts.
  for (const start of starts) if (text.charAt(start - 1) === '(') found.delete(start - 1);
  const written = new Map(Array.from(found, (at) => [at, reference(text.charAt(at))]));
  let at = 0;
  for (const line of text.split('\n')) {
    const words = line.trimStart();
    const indent = line.length - words.length;
    const sign = LINE.test(words) ? 0 : styleDot(words);
    if (sign !== undefined) written.set(at + indent + sign, reference(words.charAt(sign)));
    // A paragraph that begins with a blank would be shown as code.
    if (indent > 0 && words !== '') written.set(at, indent === 1 && starts.has(at + 1) ? '' : '&#160;');
    at += line.length + 1;
  }
  return written;
}

/** The dot that would make a line's beginning a paragraph's style. */
function styleDot(words: string): number | undefined {
  const { dot } = textileStyle(words) ?? {};
  return dot !== undefined && /^\.(?:[\s.:]|$)/.test(words.slice(dot)) ? dot : undefined;
}
