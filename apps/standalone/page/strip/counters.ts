import type { Counts, Direction } from '../../src/protocol.js';
import { make } from '../make.js';

export type Counters = { element: HTMLElement; show(counts: Counts): void };

const NAMES = ['sent', 'arrived', 'lost', 'doubled'] as const;

const EXPLANATION = [
  'Counted by looking, not by trust: every message in a chat is looked for in the tracker, by its words and files; every public comment in the chat of each person it concerns.',
  'Arrived: found exactly once. Doubled: found more often than it was written.',
  'On the way: in a question that is still open, or kept until the other side answers. Put away: dropped by whoever wrote it, or an answer to a question of the bot.',
  'Lost: nowhere, with nothing left to do.',
];

/** Sent, arrived, lost, doubled: of both directions together, and of each in the explanation. */
export function createCounters(): Counters {
  const values = new Map(NAMES.map((name) => [name, make('dd', {}, '0')]));
  const rest = make('p', { class: 'muted counters-rest' }, 'Nothing sent yet');
  const there = make('p', {});
  const back = make('p', {});
  const tip = make(
    'div',
    { class: 'tip', id: 'counters-tip', popover: 'auto' },
    ...EXPLANATION.map((words) => make('p', {}, words)),
    there,
    back,
  );
  const asked = make(
    'button',
    {
      class: 'round small',
      type: 'button',
      popovertarget: 'counters-tip',
      'aria-label': 'What is counted?',
      title: 'What is counted?',
    },
    '?',
  );
  const list = make(
    'dl',
    { class: 'counters' },
    ...NAMES.map((name) => make('div', { class: `counter counter-${name}` }, make('dt', {}, name), values.get(name))),
  );
  return {
    element: make('div', { class: 'counters-card' }, list, make('div', { class: 'counters-foot' }, rest, asked), tip),
    show({ there: to, back: from }) {
      for (const name of NAMES) {
        const value = values.get(name);
        if (value) value.textContent = String(to[name] + from[name]);
      }
      list.classList.toggle('bad', to.lost + from.lost + to.doubled + from.doubled > 0);
      const underway = to.underway + from.underway;
      const putAway = to.putAway + from.putAway;
      rest.textContent =
        [underway > 0 && `${underway} on the way`, putAway > 0 && `${putAway} put away`].filter(Boolean).join(' · ') ||
        'Nothing on the way';
      there.textContent = `Chats to tracker: ${wordsOf(to)}.`;
      back.textContent = `Tracker to chats: ${wordsOf(from)}.`;
    },
  };
}

const wordsOf = ({ sent, arrived, underway, lost, doubled }: Direction): string =>
  `${sent} sent, ${arrived} arrived, ${underway} on the way, ${lost} lost, ${doubled} doubled`;
