import type { Harm, ServicesState } from '../../src/protocol.js';
import { button, make } from '../make.js';
import { harm } from '../server.js';
import { tell } from '../tell.js';

export type BreakPanel = {
  element: HTMLElement;
  showTracker(running: boolean): void;
  showServices(state: ServicesState): void;
};

const SAYS: Readonly<Record<Harm, string>> = {
  'stop-tracker': 'The tracker is stopped.',
  'start-tracker': 'The tracker is back.',
  'lose-answers': 'The next three writes reach the tracker, but their answers are lost.',
  'kill-worker': 'kill -9: all four services are gone, and come back in a moment.',
  'empty-caches': 'All caches are empty.',
  flood: '200 messages are sent.',
};

/** What there is to be broken: a tracker and a messenger of others are left alone. */
export type Breakable = { tracker: boolean; messenger: boolean };

/** "Try to break it": what an SRE would do to it. */
export function createBreakPanel({ tracker, messenger }: Breakable): BreakPanel {
  let running = true;
  const act = (name: Harm): void => void harm(name).then(() => tell(SAYS[name]), tell);
  const one = (name: Harm, words: string, title: string): HTMLButtonElement =>
    button({ class: 'harm', title }, () => act(name), words);
  const stop = button(
    { class: 'harm', title: 'It closes its port, as in an outage' },
    () => act(running ? 'stop-tracker' : 'start-tracker'),
    'Stop the tracker',
  );
  const kill = one(
    'kill-worker',
    'Kill the worker',
    'kill -9 of the process with all four services; it is started again',
  );
  const element = make(
    'section',
    { class: 'break', 'aria-labelledby': 'break-title' },
    make('h2', { id: 'break-title' }, 'Try to break it'),
    make(
      'div',
      { class: 'harms' },
      tracker && stop,
      tracker && one('lose-answers', 'Lose its answers', 'The next three writes are done, but nobody hears of it'),
      kill,
      one('empty-caches', 'Empty the caches', 'What a FLUSHALL does to a cluster'),
      messenger && one('flood', 'Send 200 messages', 'At once, in answer to the newest news of an issue'),
    ),
  );
  return {
    element,
    showTracker(next) {
      running = next;
      stop.textContent = running ? 'Stop the tracker' : 'Start the tracker';
      stop.classList.toggle('on', !running);
    },
    showServices(state) {
      kill.textContent = state === 'running' ? 'Kill the worker' : 'Worker starting …';
      kill.disabled = state !== 'running';
    },
  };
}
