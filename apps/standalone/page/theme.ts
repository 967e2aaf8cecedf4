import { button, icon } from './make.js';

const STORED = 'relaydesk.theme';

/** Light or dark: the system's choice until the button is pressed. */
export function themeToggle(): HTMLElement {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (localStorage.getItem(STORED) ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const toggle = button({ class: 'round' }, () => {
    localStorage.setItem(STORED, isDark() ? 'light' : 'dark');
    show();
  });
  function show(): void {
    document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
    const words = isDark() ? 'Light colours' : 'Dark colours';
    toggle.setAttribute('aria-label', words);
    toggle.title = words;
    toggle.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
  }
  dark.addEventListener('change', show);
  show();
  return toggle;
}
