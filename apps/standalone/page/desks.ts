import type { BotOnPage, DeskOnPage, TrackerStanding } from '../src/protocol.js';
import { make } from './make.js';

/** In place of the simulated chats and the local tracker: which desks of the configuration file run, and where they are. */
export function showDesks(
  chats: HTMLElement,
  trackers: HTMLElement,
  { file, desks }: { file: string; desks: readonly DeskOnPage[] },
): void {
  const standing = make('p', { class: 'muted' }, 'How each of them stands is what it answered at the start.');
  chats.replaceChildren(make('div', { class: 'elsewhere' }, make('h2', {}, `The desks of ${file}`), ...bots(desks)));
  trackers.replaceChildren(
    make('div', { class: 'elsewhere' }, make('h2', {}, 'Their trackers'), ...desks.map(trackerOf), standing),
  );
}

const bots = (desks: readonly DeskOnPage[]): HTMLElement[] =>
  desks.flatMap((desk) => [make('b', {}, desk.name), ...desk.bots.map(botOf)]);

function botOf(bot: BotOnPage): HTMLElement {
  switch (bot.kind) {
    case 'open':
      return make('p', {}, `Write to ${bot.name}: `, linkTo(bot.link, bot.link));
    case 'closed':
      return make(
        'p',
        { class: 'elsewhere-standing amiss' },
        `The token of its channel ${bot.channel} is not accepted.`,
      );
    case 'silent':
      return make('p', { class: 'elsewhere-standing amiss' }, `Its channel ${bot.channel} does not answer right now.`);
  }
}

function trackerOf({ name, tracker: { accountPage, standing } }: DeskOnPage): HTMLElement {
  const words = make(
    'p',
    { class: `elsewhere-standing${standing.kind === 'open' ? '' : ' amiss'}` },
    wordsOf(standing),
  );
  return make(
    'div',
    {},
    make('b', {}, name),
    words,
    accountPage !== undefined && make('p', {}, 'The code of the bot goes here: ', linkTo(accountPage, accountPage)),
  );
}

function wordsOf(standing: TrackerStanding): string {
  switch (standing.kind) {
    case 'open':
      return [`Relaydesk works there as ${standing.account}.`, ...standing.notes].join(' ');
    case 'silent':
      return 'It does not answer right now. What people write is kept, and goes there once it does.';
    case 'closed':
      return `It does not take the key. ${standing.why}`;
  }
}

const linkTo = (href: string, words: string): HTMLElement =>
  make('a', { href, target: '_blank', rel: 'noreferrer' }, words);
