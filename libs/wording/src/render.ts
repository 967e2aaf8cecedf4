import { plain, type Mark, type Phrase, type PhraseValue, type RichText } from '#contracts';
import { join } from '#text';
import { languageOf, templateOf, type Language } from './catalogue.js';
import { BETWEEN_FACTS, type Piece } from './template.js';
import { showNumber, showTime } from './time.js';

/** Who reads it: `language` as the messenger reports it (BCP 47), `zone` an IANA name, `now` in ms. */
export type Reader = { language?: string | undefined; zone?: string | undefined; now: number };

/**
 * Puts a phrase into the reader's language. Values go in as text and never as markup, so no value can make a mark;
 * `{ rich }` brings its own. Throws `UnknownPhrase`.
 */
export function render(phrase: Phrase, reader: Reader): RichText {
  const language = languageOf(reader.language);
  const count = phrase.with?.['count'];
  const template = templateOf(phrase.key, language, typeof count === 'number' ? count : undefined);
  const show = (name: string) => showValue(phrase.with?.[name], reader, language);
  const lines = template.map((facts) =>
    joinFull(
      facts.map((fact) => putTogether(fact, show)),
      BETWEEN_FACTS,
    ),
  );
  return joinFull(lines, '\n');
}

/** Phrases as lines under each other; those with nothing to say are left out. */
export const renderLines = (phrases: readonly Phrase[], reader: Reader): RichText =>
  joinFull(
    phrases.map((phrase) => render(phrase, reader)),
    '\n',
  );

type Show = (name: string) => RichText;
const EMPTY = plain('');

const joinFull = (parts: readonly RichText[], between: string) =>
  join(
    parts.filter((part) => part.text !== ''),
    between,
  );

/** One fact; empty as soon as one of its places is. */
function putTogether(pieces: readonly Piece[], show: Show): RichText {
  const parts = pieces.map((piece) => showPiece(piece, show));
  return parts.some((part) => part.text === '') ? EMPTY : join(parts);
}

function showPiece(piece: Piece, show: Show): RichText {
  switch (piece.kind) {
    case 'words':
      return plain(piece.text);
    case 'place':
      return show(piece.name);
    case 'marked': {
      const inner = putTogether(piece.pieces, show);
      const mark = markOver(inner, piece.mark, piece.href && show(piece.href).text);
      return mark ? { text: inner.text, marks: [mark, ...inner.marks] } : inner;
    }
  }
}

/** A link without a web address is only its words. */
function markOver(inner: RichText, kind: Mark['kind'], address: string | undefined): Mark | undefined {
  if (inner.text === '') return undefined;
  const range = { kind, start: 0, end: inner.text.length };
  if (kind !== 'link') return range;
  return address && /^https?:\/\//i.test(address) ? { ...range, value: address } : undefined;
}

function showValue(value: PhraseValue | undefined, reader: Reader, language: Language): RichText {
  if (value === undefined) return EMPTY;
  if (typeof value === 'string') return plain(value);
  if (typeof value === 'number') return plain(showNumber(value, language));
  if ('rich' in value) return value.rich;
  if ('phrase' in value) return render(value.phrase, reader);
  return plain(showTime(value.at, language, reader.zone, reader.now));
}
