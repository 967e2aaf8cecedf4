/** One place of a file: what stands there, and what the mistake puts in its stead. */
type Hunk = { file: string; before: string; after: string };

/** A deliberate mistake: in words, and as what it does to the sources. */
export type Patch = { mistake: string; hunks: readonly Hunk[] };

/** It does not fit the sources any more; the message says which part of it. */
export class DoesNotApply extends Error {
  override readonly name = 'DoesNotApply';
}

/**
 * Reads a patch: a sentence, an empty line, and a diff without line numbers. `--- a/…` names the file, `+++` is for the reader,
 * `@@` begins another place of the same file.
 */
export function parsePatch(text: string): Patch {
  const [mistake = '', ...rest] = text.split(/^(?=--- a\/)/m);
  const hunks = rest.flatMap((part) => {
    const [names = '', ...places] = part.split(/^@@.*\n/m);
    const file = /^--- a\/(\S+)/.exec(names)?.[1] ?? '';
    return places.map((place) => hunkOf(file, place.split('\n')));
  });
  return { mistake: mistake.replaceAll(/\s+/g, ' ').trim(), hunks };
}

function hunkOf(file: string, lines: readonly string[]): Hunk {
  const side = (mark: string) =>
    lines.filter((line) => line.startsWith(' ') || line.startsWith(mark)).map((line) => line.slice(1));
  return { file, before: side('-').join('\n'), after: side('+').join('\n') };
}

/** A file with the mistake in it. What is to be replaced must stand there exactly once; how it is laid out is free. */
export function plantIn(file: string, source: string, { hunks }: Patch): string {
  return hunks.filter((hunk) => hunk.file === file).reduce(replace, source);
}

function replace(source: string, { file, before, after }: Hunk): string {
  const { dense, places } = withoutSpace(source);
  const wanted = withoutSpace(before).dense;
  const from = dense.indexOf(wanted);
  const times = wanted === '' || from < 0 ? 0 : dense.indexOf(wanted, from + 1) < 0 ? 1 : 2;
  if (times !== 1) throw new DoesNotApply(`${file}: stands there ${times === 0 ? 'not at all' : 'twice'}: ${before}`);
  const [start = 0, last = 0] = [places[from], places[from + wanted.length - 1]];
  return source.slice(0, start) + after + source.slice(last + 1);
}

/** The text without its white space, and where each of its characters stood. */
function withoutSpace(text: string): { dense: string; places: number[] } {
  const places = [...text.matchAll(/\S/g)].map(({ index }) => index);
  return { dense: places.map((at) => text[at]).join(''), places };
}
