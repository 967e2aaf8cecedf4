import type { Bubble, BubbleButton, BubbleFile } from '../../src/protocol.js';
import { button, icon, make } from '../make.js';
import { clockWords, sizeWords } from '../words.js';
import { showRichText } from './show-rich-text.js';

export type BubbleActs = {
  reply(bubble: Bubble): void;
  edit(bubble: Bubble): void;
  press(bubble: Bubble, pressed: BubbleButton, element: HTMLButtonElement): void;
  goTo(message: number): void;
};

/** One message with all that hangs on it. `mine`: the person who looks has written it. */
export function showBubble(bubble: Bubble, mine: boolean, acts: BubbleActs): HTMLElement {
  if (bubble.service !== undefined) return make('div', { class: 'service-words' }, bubble.service);
  const { replyTo, files, text } = bubble;
  const body = make(
    'div',
    { class: 'bubble' },
    replyTo && quoteOf(replyTo, acts),
    ...files.map(showFile),
    text !== '' && make('div', { class: 'words', dir: 'auto' }, showRichText(text, bubble.entities)),
    footOf(bubble),
  );
  return make(
    'article',
    {
      class: `message ${mine ? 'mine' : 'theirs'}`,
      id: `message-${bubble.id}`,
      'aria-label': `${mine ? 'You' : bubble.from.name}, ${clockWords(bubble.at)}`,
    },
    make('div', { class: 'line' }, body, actionsOf(bubble, mine, acts)),
    bubble.buttons.length > 0 && buttonsOf(bubble, acts),
  );
}

function quoteOf(replyTo: NonNullable<Bubble['replyTo']>, acts: BubbleActs): HTMLElement {
  return button(
    { class: 'quote', 'aria-label': `Answers ${replyTo.from}: ${replyTo.text}` },
    () => acts.goTo(replyTo.id),
    make('strong', {}, replyTo.from),
    make('span', {}, replyTo.quote ?? (replyTo.text || 'File')),
  );
}

function showFile(file: BubbleFile): HTMLElement {
  const address = `/api${file.url}`;
  if (file.kind === 'photo') {
    return make(
      'a',
      { class: 'photo', href: address, download: file.name },
      make('img', { src: address, alt: file.name, loading: 'lazy' }),
    );
  }
  return make(
    'a',
    { class: 'file', href: address, download: file.name },
    icon('file'),
    make('span', { class: 'file-name' }, file.name),
    make('span', { class: 'muted' }, sizeWords(file.size)),
  );
}

function footOf({ at, edited, from, reactions }: Bubble): HTMLElement {
  return make(
    'div',
    { class: 'foot' },
    ...reactions.map(({ emoji, name }) => make('span', { class: 'reaction', title: `${name} reacted` }, emoji)),
    make('time', { class: 'time' }, `${edited && !from.bot ? 'edited ' : ''}${clockWords(at)}`),
  );
}

function actionsOf(bubble: Bubble, mine: boolean, acts: BubbleActs): HTMLElement {
  return make(
    'div',
    { class: 'actions' },
    button({ class: 'round', 'aria-label': 'Reply', title: 'Reply' }, () => acts.reply(bubble), icon('reply')),
    mine &&
      bubble.text !== '' &&
      button({ class: 'round', 'aria-label': 'Edit', title: 'Edit' }, () => acts.edit(bubble), icon('edit')),
  );
}

function buttonsOf(bubble: Bubble, acts: BubbleActs): HTMLElement {
  const rows = bubble.buttons.map((row) =>
    make('div', { class: 'button-row' }, ...row.map((one) => buttonOf(bubble, one, acts))),
  );
  return make('div', { class: 'inline-buttons' }, ...rows);
}

function buttonOf(bubble: Bubble, one: BubbleButton, acts: BubbleActs): HTMLElement {
  const element: HTMLButtonElement = button(
    { class: 'inline-button' },
    () => acts.press(bubble, one, element),
    make('span', {}, one.text),
    one.url !== undefined && icon('out'),
  );
  return element;
}
