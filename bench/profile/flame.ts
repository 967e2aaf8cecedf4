import { type Frame, nameOf, placeOf, type Profile, REST } from './profile.js';

/** What ran, and what it called, with the time (µs) that all of it took. */
type Flame = { name: string; place: string; us: number; calls: Map<string, Flame> };

const WIDTH = 1_600;
const ROW = 17;
/** Narrower ones are left out. */
const LEAST = 0.5;
/** Of a letter, about. */
const LETTER = 6.2;

const flame = (frame: Frame): Flame => ({ name: nameOf(frame), place: placeOf(frame), us: 0, calls: new Map() });

/** Stacks that are the same, put together; nothing of the time in which nothing ran. */
export function flamesOf({ nodes, samples, timeDeltas }: Profile): Flame {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const all = flame({ functionName: 'all', url: '', lineNumber: -1 });
  samples.forEach((sample, i) => {
    const us = timeDeltas[i] ?? 0;
    const stack: Frame[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const frame = byId.get(id)?.callFrame;
      if (frame && !REST.includes(frame.functionName)) stack.push(frame);
    }
    if (stack.length === 0) return;
    all.us += us;
    let at = all;
    for (const frame of stack.reverse()) {
      const name = nameOf(frame);
      const next = at.calls.get(name) ?? flame(frame);
      at.calls.set(name, next);
      next.us += us;
      at = next;
    }
  });
  return all;
}

/** A flame graph as an SVG, from the top down: the widest first, what it called below it; pointing at one names it. */
export function drawn(all: Flame): string {
  const rects: string[] = [];
  let depth = 0;
  const draw = (one: Flame, x: number, level: number): void => {
    const width = (one.us / all.us) * WIDTH;
    if (width < LEAST) return;
    depth = Math.max(depth, level + 1);
    const part = ((one.us / all.us) * 100).toFixed(2);
    const label = one.name.slice(0, Math.max(0, Math.floor((width - 4) / LETTER)));
    rects.push(
      `<g><title>${escaped(one.name)}: ${part} %, ${(one.us / 1_000).toFixed(1)} ms</title>` +
        `<rect x="${x.toFixed(1)}" y="${level * ROW}" width="${width.toFixed(1)}" height="${ROW - 1}" fill="${colorOf(one.place)}"/>` +
        (label.length > 2
          ? `<text x="${(x + 2).toFixed(1)}" y="${(level + 1) * ROW - 5}">${escaped(label)}</text>`
          : '') +
        '</g>',
    );
    let next = x;
    for (const call of [...one.calls.values()].sort((a, b) => b.us - a.us)) {
      draw(call, next, level + 1);
      next += (call.us / all.us) * WIDTH;
    }
  };
  draw(all, 0, 0);
  const height = depth * ROW;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="monospace" font-size="10">`,
    ...rects,
    '</svg>',
  ].join('\n');
}

/** The same for the same file or package: ours are green, others warm. */
function colorOf(place: string): string {
  let hash = 0;
  for (const letter of place) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  const ours = /^(apps|libs)\//.test(place);
  return `hsl(${ours ? 90 + (hash % 60) : 10 + (hash % 45)} 70% ${70 + (hash % 12)}%)`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
