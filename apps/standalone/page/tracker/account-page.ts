import { button, icon, make } from '../make.js';
import { trackerAs } from '../server.js';
import { tell } from '../tell.js';

export type AccountPage = {
  element: HTMLElement;
  /** Without a login, as with a real bot, one chooses who one is. */
  open(login: string | undefined): Promise<void>;
};

const CUSTOMERS = [
  ['anna', 'Anna Karenina'],
  ['mark', 'Mark Volokhov'],
  ['vera', 'Vera Rozalskaya'],
] as const;

/** "My account" of a customer, where the code from the chat is entered: only its owner can, and that is the proof. */
export function createAccountPage(onBack: () => void): AccountPage {
  const body = make('div', { class: 'account' });
  const element = make('section', { class: 'account-page', 'aria-label': 'My account', hidden: true }, body);

  async function open(wanted: string | undefined, chosen: string = CUSTOMERS[0][0]): Promise<void> {
    const tracker = trackerAs(wanted ?? chosen);
    const { id, name, telegram } = await tracker.me();
    const field = make('input', {
      id: 'telegram-code',
      value: telegram,
      placeholder: 'XXXX-XXXX',
      autocomplete: 'off',
      spellcheck: 'false',
    });
    const form = make(
      'form',
      { class: 'account-form' },
      make('label', { for: 'telegram-code' }, 'Telegram'),
      make('div', { class: 'account-row' }, field, make('button', { class: 'primary', type: 'submit' }, 'Save')),
      make('p', { class: 'muted' }, 'Paste the code the bot has given you. It is noticed within seconds.'),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      tracker.saveTelegram(id, field.value).then(() => tell('Saved. The chat will say so in a moment.'), tell);
    });
    const head = make(
      'header',
      { class: 'account-head' },
      make('h2', {}, 'My account'),
      make('p', { class: 'muted' }, `You are ${name} here, as you would be after logging in to the tracker.`),
    );
    const back = button({ class: 'quiet' }, onBack, icon('back'), 'Back to the issues, as Boris');
    body.replaceChildren(head, ...(wanted === undefined ? [chooser(chosen)] : []), form, back);
    field.focus();
    field.select();
  }
  const chooser = (chosen: string): HTMLElement =>
    make(
      'div',
      { class: 'who', role: 'group', 'aria-label': 'Who you are' },
      ...CUSTOMERS.map(([login, name]) =>
        button(
          { class: 'choice', 'aria-pressed': String(login === chosen) },
          () => void open(undefined, login).catch(tell),
          name,
        ),
      ),
    );
  return { element, open: (login) => open(login) };
}
