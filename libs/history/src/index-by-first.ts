import { append } from './append.js';

/** By first line, then by voice: the numbers of the sayings that begin so, ascending. */
export function indexByFirst(sayings: readonly { lines: readonly string[]; voice: number }[]) {
  const index = new Map<string, Map<number, number[]>>();
  sayings.forEach(({ lines: [first = ''], voice }, id) => {
    const voices = index.get(first) ?? new Map<number, number[]>();
    index.set(first, voices);
    append(voices, voice, id);
  });
  return index;
}

/** The first at or behind that place that fits; none or one. */
export function nearestFrom(ids: readonly number[], from: number, fits: (id: number) => boolean): number[] {
  for (let at = placeOf(ids, from); at < ids.length; at++) if (fits(ids[at] ?? 0)) return ids.slice(at, at + 1);
  return [];
}

/** The first of these that is among those, too, and fits; none or one. Both ascend. */
export function firstOf(ids: readonly number[], among: readonly number[], fits: (id: number) => boolean): number[] {
  const found = ids.find((id) => among[placeOf(among, id)] === id && fits(id));
  return found === undefined ? [] : [found];
}

/** Where a number stands, or would. */
function placeOf(ascending: readonly number[], number: number): number {
  let low = 0;
  for (let high = ascending.length; low < high;) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
