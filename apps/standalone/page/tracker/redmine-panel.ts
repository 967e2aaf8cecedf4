import type { TrackerStanding } from '../../src/protocol.js';
import { make } from '../make.js';

export type RedminePanel = { show(state: TrackerStanding): void };

/** In place of the local tracker: where the engineer's side is, how it stands with us, and what to do there. */
export function createRedminePanel(place: HTMLElement, url: string): RedminePanel {
  const standing = make('div', { class: 'elsewhere-standing', role: 'status' });
  const account = make('a', { href: `${url}/my/account`, target: '_blank', rel: 'noreferrer' }, 'My account');
  place.replaceChildren(
    make(
      'div',
      { class: 'elsewhere' },
      make('h2', {}, 'Your Redmine'),
      make('p', {}, make('a', { href: url, target: '_blank', rel: 'noreferrer' }, url)),
      standing,
      make(
        'ol',
        {},
        make('li', {}, 'Press Start in the chat: the bot gives you a code.'),
        make('li', {}, 'Paste it into the field Telegram under ', account, ' and save.'),
        make('li', {}, 'Write: your words become an issue there, in your name.'),
        make('li', {}, 'Add a note to it as someone else: it comes into the chat. Reply to it there.'),
      ),
    ),
  );
  return {
    show(state) {
      standing.classList.toggle('amiss', state.kind !== 'open');
      standing.replaceChildren(...wordsOf(state).map((words) => make('p', {}, words)));
    },
  };
}

function wordsOf(state: TrackerStanding): string[] {
  switch (state.kind) {
    case 'open':
      return [`Relaydesk works there as ${state.account}.`, ...state.notes];
    case 'silent':
      return ['It does not answer right now. What people write is kept, and goes there once it does.'];
    case 'closed':
      return [
        `It does not take the key any more. ${state.why}`,
        'What people write is kept, and goes there once it does.',
      ];
  }
}
