import { make } from './make.js';

/** In place of the simulated chats: where to find the real bot. */
export function showRealBot(place: HTMLElement, name: string, link: string): void {
  place.replaceChildren(
    make(
      'div',
      { class: 'real-bot' },
      make('h2', {}, name),
      make('img', { src: '/api/qr.svg', alt: `QR code of ${link}`, width: '220', height: '220' }),
      make('p', {}, 'Write to your bot: ', make('a', { href: link, target: '_blank', rel: 'noreferrer' }, link)),
      make('p', { class: 'muted' }, 'Scan the code with your phone, press Start, and follow it from there.'),
    ),
  );
}
