import { make, part } from './make.js';

const SHOWN_MS = 4_000;

/** Shows a short word at the bottom for a moment: a toast of the bot, or why something did not work. */
export function tell(words: unknown): void {
  const text = words instanceof Error ? words.message : String(words);
  const toast = make('div', { class: 'toast' }, text);
  part('toasts').append(toast);
  setTimeout(() => toast.remove(), SHOWN_MS);
}
