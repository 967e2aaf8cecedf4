import { firstOf, indexByFirst, nearestFrom } from './index-by-first.js';
import { stand } from './lines.js';

/** Something said, by the lines people see of it: at least one. */
export type Saying<S> = { lines: readonly string[]; what: S };
/** Something seen: its lines hold whole sayings, and maybe other words. */
export type Sight<P> = { lines: readonly string[]; what: P };
/** A line that no saying accounts for. */
export type Extra<P> = { sight: Sight<P>; line: number };

export type Explanation<S, P> = {
  /** Stands nowhere. */
  lost: S[];
  /** Stands behind something its voice said later. */
  late: S[];
  extra: Extra<P>[];
};

/** So many ways to explain what was seen are followed at once. Several there are only where voices say the same words. */
const WAYS = 64;
/** A way with so much more wrong than the best one is given up. */
const WORSE = 16;

type Trail<P> = { before: Trail<P> | undefined } & ({ late: number } | { extra: Extra<P> });
type Way<P> = {
  /** By voice: its first saying that was not come to yet. */
  next: number[];
  /** Sayings something later of their voice came before; ascending. */
  passed: readonly number[];
  /** How many sayings were not come to. */
  ahead: number;
  /** What was found wrong so far. */
  cost: number;
  trail: Trail<P> | undefined;
};

/**
 * Finds the explanation of what was seen that finds least wrong: every voice's sayings, each once, in the order they were
 * said; how voices mix is free. Equal words are told apart by what stands around them. Linear where little is wrong.
 *
 * @param keysOf what the first line of a saying may be, where this line is seen.
 */
export function explain<S, P>(
  voices: readonly (readonly Saying<S>[])[],
  sights: readonly Sight<P>[],
  keysOf: (line: string) => readonly string[] = (line) => [line],
): Explanation<S, P> {
  const sayings = voices.flatMap((voice, of) => voice.map((saying) => ({ ...saying, voice: of })));
  const ends: number[] = [];
  for (const voice of voices) ends.push((ends.at(-1) ?? 0) + voice.length);
  const byFirst = indexByFirst(sayings);
  let linesLeft = sights.reduce((sum, { lines }) => sum + lines.length, 0);
  const start: Way<P> = {
    next: ends.map((end, voice) => end - (voices[voice]?.length ?? 0)),
    passed: [],
    ahead: sayings.length,
    cost: 0,
    trail: undefined,
  };
  let ways = [start];
  for (const sight of sights) ways = through(sight, ways);
  return conclude(ways.sort((a, b) => a.cost + a.ahead - b.cost - b.ahead)[0] ?? start);

  /** Follows every way through one sight, line by line. */
  function through(sight: Sight<P>, before: Way<P>[]): Way<P>[] {
    const at: Way<P>[][] = [before];
    for (let line = 0; line < sight.lines.length; line++, linesLeft--) {
      for (const way of fewest(at[line] ?? [])) {
        for (const [further, lines] of steps(way, sight, line)) (at[line + lines] ??= []).push(further);
      }
      at[line] = [];
    }
    return fewest(at[sight.lines.length] ?? []);
  }

  /** The best of them, no two alike. What is still to come cannot stand in fewer lines than there are sayings. */
  function fewest(all: Way<P>[]): Way<P>[] {
    if (all.length < 2) return all;
    const hope = ({ cost, ahead }: Way<P>) => cost + Math.max(0, ahead - linesLeft);
    const sorted = all.sort((a, b) => hope(a) - hope(b)).slice(0, WAYS);
    const most = Math.min(...sorted.map(hope)) + WORSE;
    const apart = new Map<string, Way<P>>();
    for (const way of sorted.filter((one) => hope(one) <= most)) {
      const key = `${way.next.join()}|${way.passed.join()}`;
      if (!apart.has(key)) apart.set(key, way);
    }
    return [...apart.values()];
  }

  /** Where a way may go from a line, and how many lines it takes with it. */
  function steps(way: Way<P>, sight: Sight<P>, line: number): [Way<P>, number][] {
    const keys = keysOf(sight.lines[line] ?? '');
    const fits = (saying: number) => stand(sayings[saying]?.lines ?? [], sight.lines, line, keys);
    const known = keys.flatMap((key) => [...(byFirst.get(key) ?? [])]);
    const nearest = known.flatMap(([voice, ids]) => nearestFrom(ids, way.next[voice] ?? 0, fits));
    const due = nearest.filter((id) => id === way.next[sayings[id]?.voice ?? 0]);
    if (due.length > 0) return worthTrying(due).map((id) => come(way, id));
    const late = way.passed.length > 0 ? known.flatMap(([, ids]) => firstOf(ids, way.passed, fits)).slice(0, 1) : [];
    const cost = way.cost + (known.length > 0 ? 1 : 0);
    const extra = { ...way, cost, trail: { before: way.trail, extra: { sight, line } } };
    return [...late.map((id) => comeLate(way, id)), ...nearest.map((id) => come(way, id)), [extra, 1]];
  }

  /** Of those with equal words, who has more to say comes first: whatever follows, the other can take the next such words. */
  function worthTrying(due: readonly number[]): readonly number[] {
    if (due.length < 2) return due;
    const alike = Map.groupBy(due, (id) => sayings[id]?.lines.join('\n'));
    return [...alike.values()].flatMap((ids) => {
      const more = ids.filter((id) => id + 1 < (ends[sayings[id]?.voice ?? 0] ?? 0));
      return more.length > 0 ? more : ids.slice(0, 1);
    });
  }

  function come(way: Way<P>, id: number): [Way<P>, number] {
    const { voice = 0, lines = [] } = sayings[id] ?? {};
    const skipped = id - (way.next[voice] ?? 0);
    const passed = skipped === 0 ? way.passed : merged(way.passed, id - skipped, id);
    const next = [...way.next];
    next[voice] = id + 1;
    return [{ ...way, next, passed, ahead: way.ahead - skipped - 1, cost: way.cost + skipped }, lines.length];
  }

  /** It counted as missing until now; now it counts as late. */
  function comeLate(way: Way<P>, id: number): [Way<P>, number] {
    const passed = way.passed.filter((one) => one !== id);
    return [{ ...way, passed, trail: { before: way.trail, late: id } }, sayings[id]?.lines.length ?? 1];
  }

  function conclude({ next, passed, trail }: Way<P>): Explanation<S, P> {
    const missing = [...passed];
    next.forEach((from, voice) => {
      for (let id = from; id < (ends[voice] ?? 0); id++) missing.push(id);
    });
    const late: number[] = [];
    const extra: Extra<P>[] = [];
    for (let at = trail; at; at = at.before) {
      if ('late' in at) late.push(at.late);
      else extra.push(at.extra);
    }
    const said = (ids: number[]) => ids.flatMap((id) => sayings.slice(id, id + 1)).map(({ what }) => what);
    return { lost: said(missing), late: said(late.reverse()), extra: extra.reverse() };
  }
}

const merged = (passed: readonly number[], from: number, to: number) =>
  [...passed, ...Array.from({ length: to - from }, (_, i) => from + i)].sort((a, b) => a - b);
