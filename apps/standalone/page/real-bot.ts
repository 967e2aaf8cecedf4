import { button, make } from './make.js';

/** In place of the simulated chats: where to find the real bot. `openAccount`: where its code is entered, if that is here. */
export function showRealBot(
  place: HTMLElement,
  { name, link }: { name: string; link: string },
  openAccount: (() => void) | undefined,
): void {
  const then = openAccount
    ? 'Scan the code with your phone and press Start. Who you are in the tracker, you show here:'
    : 'Scan the code with your phone, press Start, and follow it from there.';
  place.replaceChildren(
    make(
      'div',
      { class: 'elsewhere' },
      make('h2', {}, name),
      make('img', { src: '/api/qr.svg', alt: `QR code of ${link}`, width: '220', height: '220' }),
      make('p', {}, 'Write to your bot: ', make('a', { href: link, target: '_blank', rel: 'noreferrer' }, link)),
      make('p', { class: 'muted' }, then),
      openAccount && button({ class: 'primary' }, openAccount, 'Open My account'),
    ),
  );
}
