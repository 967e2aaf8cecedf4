import type { PersonChat } from '#apps/simulator';
import type { IssueId } from '#contracts';
import type { Written } from '#history';
import type { Someone } from './people.js';
import { helloIn, lookAt, newsIn } from './screen.js';

/** So long they wait before they press the same again. */
const PATIENCE_MS = 15_000;
const OFTEN_REPLIES = 0.7;
const OFTEN_TWICE = 0.1;
/** So many messages are said of a chat. */
const LATEST = 6;
const GREETING = '/start';

/** Words whose place is not known yet. */
type Open = { words: Written; message: number; repliedTo: IssueId | undefined };

/**
 * Someone with an account of their own: asked where their words belong, they make a new issue of them, or they reply to what
 * they were shown. They say nothing more until they know where the last words are. In a group they only ever reply: what else is
 * said there is not for the bot.
 */
export function linkedPerson(
  { desk, place: chat, home }: Pick<Someone, 'desk' | 'place' | 'home'>,
  note: (message: number, text: string) => Written,
) {
  const isGroup = chat !== home;
  let open: Open | undefined;
  /** Nothing happens in their chat until then that they have not seen. */
  let seenUntil = 0;
  const pressed = new Map<string, number>();

  function press(bubble: number, label: string, token: string, random: () => number): void {
    if (Date.now() - (pressed.get(token) ?? 0) < PATIENCE_MS) return;
    pressed.set(token, Date.now());
    for (let times = random() < OFTEN_TWICE ? 2 : 1; times > 0; times -= 1) chat.press(bubble, label);
  }

  return {
    isWaiting: () => open !== undefined,
    /** Whose place is not known, though all is at rest. */
    open: () => (open ? [open.words] : []),
    /** The words that wait, and the latest that stands in their chat. */
    sees(): string {
      const bubbles = chat
        .transcript()
        .slice(-LATEST)
        .map(({ id, from, text, reactions, buttons }) => {
          const labels = buttons.flat().map(({ text: label }) => `[${label}]`);
          return [
            id,
            from.bot ? 'bot' : 'person',
            text.slice(0, 80),
            ...reactions.map(({ emoji }) => emoji),
            ...labels,
          ].join(' ');
        });
      return `${open?.words.chat} waits for message ${open?.message}: ${bubbles.join(' | ')}`;
    },
    say(text: string, random: () => number): void {
      if (open) return;
      const news = random() < OFTEN_REPLIES ? newsIn(chat.transcript()) : undefined;
      const to = news?.bubble ?? (isGroup ? greeted(chat) : undefined);
      if (to === undefined && isGroup) return;
      const message = to === undefined ? chat.say(text) : chat.reply(to, text);
      open = { words: note(message, text), message, repliedTo: news?.issue };
    },
    /** Something has happened in their chat. */
    stir: () => void (seenUntil = 0),
    look(random: () => number): void {
      if (!open || Date.now() < seenUntil) return;
      seenUntil = Date.now() + PATIENCE_MS;
      const sight = lookAt(chat.transcript(), open.message);
      if (sight?.kind === 'press') return press(sight.bubble, sight.label, sight.token, random);
      const issue = sight && (sight.issue ?? open.repliedTo);
      if (issue === undefined) return;
      open.words.to = { kind: 'issue', issue: desk.issueOf(issue) };
      open = undefined;
    },
  };
}

/** What the bot said when it was greeted; it is greeted if it has not been. */
function greeted(chat: PersonChat): number | undefined {
  const bubbles = chat.transcript();
  if (!bubbles.some(({ from, text }) => !from.bot && text === GREETING)) chat.say(GREETING);
  return helloIn(bubbles)?.id;
}

export type LinkedPerson = ReturnType<typeof linkedPerson>;
