import type { PersonOnPage } from '../../src/protocol.js';
import { button, make } from '../make.js';

export type PersonSwitcher = {
  element: HTMLElement;
  show(persons: readonly PersonOnPage[], chosen: number, unread: ReadonlySet<number>): void;
};

/** Who one is in the chat: a tab each, arrow keys between them. */
export function createPersonSwitcher(onChoose: (person: number) => void): PersonSwitcher {
  const element = make('div', { class: 'persons', role: 'tablist', 'aria-label': 'Write as' });
  element.addEventListener('keydown', ({ key }) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const tabs = [...element.querySelectorAll('button')];
    const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
    const next = step === 0 || at < 0 ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    const index = next && tabs.indexOf(next);
    next?.click();
    if (index !== undefined) element.querySelectorAll('button')[index]?.focus();
  });
  return {
    element,
    show(persons, chosen, unread) {
      const had = element.contains(document.activeElement);
      element.replaceChildren(...persons.map((person) => tabOf(person, person.id === chosen, unread.has(person.id))));
      if (had) element.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
    },
  };

  function tabOf({ id, name, linked }: PersonOnPage, selected: boolean, unread: boolean): HTMLElement {
    return button(
      { class: 'person', role: 'tab', 'aria-selected': String(selected), tabindex: selected ? '0' : '-1' },
      () => onChoose(id),
      make('span', { class: `avatar hue-${id % 5}`, 'aria-hidden': 'true' }, name[0] ?? ''),
      make(
        'span',
        { class: 'person-words' },
        make('strong', {}, name),
        linked !== undefined && make('span', { class: 'muted' }, linked ? 'linked' : 'not linked yet'),
      ),
      unread && make('span', { class: 'unread', role: 'img', 'aria-label': 'new messages' }),
    );
  }
}
