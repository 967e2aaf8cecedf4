import type { Bubble, BubbleButton, ChatNews, PersonOnPage } from '../../src/protocol.js';
import { button, make } from '../make.js';
import { takeDrops } from '../pick-files.js';
import { chatOf, type ChatWithBot } from '../server.js';
import { tell } from '../tell.js';
import { createComposer, type Said } from './composer.js';
import { createPersonSwitcher } from './person-switcher.js';
import { createTranscript } from './transcript.js';

export type ChatPanel = {
  readonly person: PersonOnPage | undefined;
  showPersons(persons: readonly PersonOnPage[]): void;
  /** Reads the chat again, as something may have been missed. */
  refresh(): Promise<void>;
  hear(news: ChatNews): void;
};

export type ChatPanelOptions = {
  bot: number;
  botName: string;
  /** A link that leads into this page; false where it leads elsewhere. */
  openHere(url: string): boolean;
};

const TYPING_MS = 5_000;
const CHOSEN = 'relaydesk.person';

/** The left side: one person's chat with the bot. */
export function createChatPanel(place: HTMLElement, { bot, botName, openHere }: ChatPanelOptions): ChatPanel {
  let persons: readonly PersonOnPage[] = [];
  let chosen = Number(sessionStorage.getItem(CHOSEN) ?? 0);
  const unread = new Set<number>();
  const pressed = new Map<string, HTMLButtonElement>();
  let typing: ReturnType<typeof setTimeout> | undefined;

  const chat = (): ChatWithBot => chatOf(chosen, bot);
  const standing = make('span', { class: 'muted' }, 'bot');
  const transcript = createTranscript(({ from }) => from.id === chosen, {
    reply: (bubble) => composer.reply(bubble),
    edit: (bubble) => composer.edit(bubble),
    press,
  });
  const composer = createComposer(
    (said) => void send(said).catch(tell),
    () => {
      const last = transcript.lastMine();
      if (last && last.text !== '') composer.edit(last);
    },
  );
  const startButton = button({ class: 'start primary', hidden: true }, () => void chat().start().catch(tell), 'Start');
  const switcher = createPersonSwitcher(choose);
  place.replaceChildren(
    switcher.element,
    make(
      'header',
      { class: 'chat-head' },
      make('span', { class: 'avatar bot', 'aria-hidden': 'true' }, 'A'),
      make('div', {}, make('h2', {}, botName), standing),
    ),
    transcript.element,
    startButton,
    composer.element,
  );
  takeDrops(place, (files) => composer.addFiles(files));
  place.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link && openHere(link.href)) event.preventDefault();
  });

  async function send({ text, files, replyTo, edits }: Said): Promise<void> {
    if (edits !== undefined) await chat().edit(edits, text);
    else if (files.length > 0) await chat().sendFiles(files, text, replyTo);
    else await chat().say(text, replyTo);
  }
  function press(bubble: Bubble, { data, url }: BubbleButton, element: HTMLButtonElement): void {
    if (url !== undefined && !openHere(url)) window.open(url, '_blank', 'noreferrer');
    if (data === undefined) return;
    element.classList.add('waiting');
    pressed.set(`${chosen}/${bubble.id}`, element);
    chat()
      .press(bubble.id, data)
      .catch((cause) => {
        element.classList.remove('waiting');
        tell(cause);
      });
  }
  function choose(person: number): void {
    chosen = person;
    sessionStorage.setItem(CHOSEN, String(person));
    unread.delete(person);
    switcher.show(persons, chosen, unread);
    composer.clear();
    quiet();
    void refresh();
  }
  async function refresh(): Promise<void> {
    const person = chosen;
    // A chat that nobody has begun is not there yet.
    const bubbles = await chat()
      .transcript()
      .catch(() => []);
    if (person !== chosen) return;
    transcript.fill(bubbles);
    showStart();
  }
  function showStart(): void {
    startButton.hidden = !transcript.isEmpty;
    composer.element.hidden = transcript.isEmpty;
  }
  function quiet(): void {
    clearTimeout(typing);
    standing.textContent = 'bot';
    standing.classList.remove('typing');
  }

  return {
    get person() {
      return persons.find(({ id }) => id === chosen);
    },
    showPersons(next) {
      persons = next;
      if (!persons.some(({ id }) => id === chosen)) chosen = persons[0]?.id ?? 0;
      switcher.show(persons, chosen, unread);
    },
    refresh,
    hear(news) {
      if (news.person !== chosen) {
        if (news.kind !== 'bubble' || !news.bubble.from.bot || unread.has(news.person)) return;
        unread.add(news.person);
        return switcher.show(persons, chosen, unread);
      }
      switch (news.kind) {
        case 'bubble':
          if (news.bubble.from.bot) quiet();
          transcript.put(news.bubble);
          return showStart();
        case 'deleted':
          return transcript.remove(news.ids);
        case 'typing':
          quiet();
          standing.textContent = 'typing…';
          standing.classList.add('typing');
          typing = setTimeout(quiet, TYPING_MS);
          return;
        case 'toast':
          pressed.get(`${news.person}/${news.message}`)?.classList.remove('waiting');
          if (news.text !== '') tell(news.text);
      }
    },
  };
}
