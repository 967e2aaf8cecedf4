import { button, part } from './make.js';

const TABS = [
  ['chats', 'Chats'],
  ['tracker', 'Tracker'],
  ['inside', 'Inside'],
] as const;
export type Tab = (typeof TABS)[number][0];

/** On a phone one part is shown at a time; where there is room, all of them, and the tabs are hidden. */
export function createTabs(): { show(tab: Tab): void } {
  const bar = part('tabs');
  const show = (tab: Tab): void => {
    document.body.dataset['tab'] = tab;
    for (const one of bar.querySelectorAll('button'))
      one.setAttribute('aria-pressed', String(one.dataset['tab'] === tab));
  };
  bar.replaceChildren(...TABS.map(([tab, words]) => button({ 'data-tab': tab }, () => show(tab), words)));
  show('chats');
  return { show };
}
