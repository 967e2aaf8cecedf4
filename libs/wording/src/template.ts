import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { Mark } from '#contracts';

/** A piece of a phrase: words, a place for a value, or pieces under one mark. `href` names the place of a link's address. */
export type Piece =
  | { kind: 'words'; text: string }
  | { kind: 'place'; name: string }
  | { kind: 'marked'; mark: Mark['kind']; href?: string | undefined; pieces: Piece[] };

/** Lines of facts. A fact with an empty place is left out, and so is a line left without facts. */
export type Template = readonly (readonly (readonly Piece[])[])[];

/** Between the facts of one line. */
export const BETWEEN_FACTS = ' · ';

const MARKS: Readonly<Record<string, Mark['kind']>> = { b: 'bold', i: 'italic', code: 'code', a: 'link' };

/** Reads the small markup of the catalogue: `<b>`, `<i>`, `<code>`, `<a href="{{place}}">` and `{{place}}`. */
export const parseTemplate = (source: string): Template =>
  source.split('\n').map((line) => line.split(BETWEEN_FACTS).map((fact) => pieces(parseFragment(fact))));

const pieces = (parent: DefaultTreeAdapterTypes.ParentNode) => parent.childNodes.flatMap(pieceOf);

function pieceOf(node: DefaultTreeAdapterTypes.ChildNode): Piece[] {
  if ('value' in node) return wordsAndPlaces(node.value);
  const mark = MARKS[node.nodeName];
  if (!mark || !('attrs' in node)) throw new Error(`<${node.nodeName}> is not markup a phrase may have`);
  const href = node.attrs.find((attribute) => attribute.name === 'href')?.value;
  return [{ kind: 'marked', mark, href: href && placeName(href), pieces: pieces(node) }];
}

const placeName = (href: string) => /^\{\{(\w+)\}\}$/.exec(href)?.[1];

const wordsAndPlaces = (text: string): Piece[] =>
  text.split(/(\{\{\w+\}\})/).flatMap((part): Piece[] => {
    const name = placeName(part);
    if (name) return [{ kind: 'place', name }];
    return part === '' ? [] : [{ kind: 'words', text: part }];
  });
