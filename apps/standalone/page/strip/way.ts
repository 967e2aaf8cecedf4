import type { Stage, Step } from '../../src/protocol.js';
import { make } from '../make.js';
import { durationWords } from '../words.js';
import { EDGES, edgeOf, pointsBetween, STATIONS, type Point } from './map.js';

export type Way = {
  element: HTMLElement;
  /** Steps of before: only their times are shown. */
  fill(steps: readonly Step[]): void;
  show(step: Step): void;
};

const LEG_MS = 420;
/** In a flood more would be a blur. */
const MOST_DOTS = 24;

/** The way of a message: each is a dot that goes from station to station, and leaves on each stretch the time it took. */
export function createWay(): Way {
  const labels = new Map(EDGES.map(({ name, label }) => [name, at(make('span', { class: 'edge-time' }), label)]));
  const stations = STATIONS.map(({ stage, title, point }) =>
    at(make('span', { class: 'station', 'data-stage': stage }, title), point),
  );
  const spoken = make('p', { class: 'spoken', 'aria-live': 'off' });
  const lines = EDGES.map(({ name }) => make('span', { class: `edge edge-${name}`, 'aria-hidden': 'true' }));
  const map = make('div', { class: 'map' }, ...lines, ...stations, ...labels.values());
  const element = make('div', { class: 'way', role: 'group', 'aria-label': 'The way of a message' }, map, spoken);
  /** The dots on their way, by message: a leg begins where the one before has ended. */
  const dots = new Map<string, { dot: HTMLElement; last: Promise<void>; legs: number }>();
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  function note({ from, to, ms }: Step): HTMLElement | undefined {
    const edge = edgeOf(from, to);
    const label = edge && labels.get(edge);
    if (!label || ms === undefined) return undefined;
    label.textContent = durationWords(ms);
    spoken.textContent = `From ${from} to ${to}: ${durationWords(ms)}`;
    return label;
  }
  function show(step: Step): void {
    const label = note(step);
    label?.classList.remove('new');
    // Asking for the width ends the animation before, so that it begins anew.
    if (label && label.offsetWidth > 0) label.classList.add('new');
    if (!calm.matches && !document.hidden) send(step);
  }
  function send({ trace, from, to }: Step): void {
    const known = dots.get(trace);
    if (!known && dots.size >= MOST_DOTS) return;
    const one = known ?? {
      dot: map.appendChild(make('span', { class: 'dot', 'aria-hidden': 'true' })),
      last: Promise.resolve(),
      legs: 0,
    };
    dots.set(trace, one);
    one.legs++;
    one.last = one.last
      .then(() => move(one.dot, from, to))
      .then(() => {
        one.legs--;
        if (one.legs > 0) return;
        dots.delete(trace);
        one.dot.remove();
      });
  }
  async function move(dot: HTMLElement, from: Stage, to: Stage): Promise<void> {
    const frames = pointsBetween(from, to).map(({ x, y }) => ({ left: `${x}%`, top: `${y}%` }));
    await dot.animate(frames, { duration: LEG_MS, easing: 'ease-in-out', fill: 'forwards' }).finished;
    stations.find((station) => station.dataset['stage'] === to)?.animate([{ scale: '1.06' }, { scale: '1' }], 300);
  }
  return { element, fill: (steps) => steps.forEach(note), show };
}

function at<E extends HTMLElement>(element: E, { x, y }: Point): E {
  element.style.left = `${x}%`;
  element.style.top = `${y}%`;
  return element;
}
