import type { MemoryWorld } from '#messengers/memory';

type StoredMessage = NonNullable<ReturnType<MemoryWorld['chats']['get']>>['messages'][number];

/** Buttons that settle where the words of a menu go. */
const DECIDES = /^(To |Create$|Drop it$|#\d)/;
const COME_BACK = 'Your text is kept here';
export const TOO_LONG = 'has not answered for too long';
const IN_DOUBT = ['Yes, that is it', 'No, send it again'];
/** What is put away stays readable; nobody here brings it back. */
const AFTERWARDS = ['Bring it back'];

/** A question with buttons: which one it is, and how often it was put, their tokens tell. */
export type Menu = { message: StoredMessage; labels: readonly string[]; question: string; turn: number };

type Question = Omit<Menu, 'message'>;
/** By its buttons, which are replaced where a message is edited. */
const read = new WeakMap<StoredMessage['buttons'], Question>();

function questionOf({ buttons: rows }: StoredMessage): Question {
  const known = read.get(rows);
  if (known) return known;
  const buttons = rows.flat().filter(({ token }) => token !== undefined);
  const [, question = '', turn = ''] = buttons[0]?.token?.split('.') ?? [];
  const asked = { labels: buttons.map(({ label }) => label), question, turn: Number(turn) };
  read.set(rows, asked);
  return asked;
}

/** The turn up to which a question was answered, in which message last, and the turn `there`: one that is asked anew begins at 1. */
export type Answered = { turn: number; message: number; there: number };
export const UNANSWERED: Answered = { turn: -1, message: -1, there: -1 };

/** With an answer to this menu. */
export function withAnswer(before: Answered, { turn, message }: Menu): Answered {
  const id = Number(message.id);
  const there = id < before.message ? before.there : turn;
  return { turn: Math.max(before.turn, turn), message: Math.max(before.message, id), there };
}

/**
 * What of a chat may still be pressed, oldest first. `answered`: by question. `isForgetful`: what asks again later may have
 * forgotten the answer.
 */
export function menusIn(
  messages: readonly StoredMessage[],
  answered: ReadonlyMap<string, Answered>,
  isForgetful: boolean,
): Menu[] {
  const menus: Menu[] = [];
  for (const message of messages) {
    if (message.by !== 'channel' || message.buttons.length === 0) continue;
    const menu = { message, ...questionOf(message) };
    const isAnew = isAskedAnew(menu, answered.get(menu.question) ?? UNANSWERED, isForgetful);
    if (!isAfterwards(menu) && isAnew) menus.push(menu);
  }
  return menus;
}

function isAskedAnew({ turn, message }: Menu, answered: Answered, isForgetful: boolean): boolean {
  if (turn > answered.turn) return true;
  const id = Number(message.id);
  return isForgetful && (id > answered.message || (id === answered.message && turn > answered.there));
}

const isAfterwards = ({ labels }: Question): boolean => labels.every((label) => AFTERWARDS.includes(label));

/** The question whose words were put away last. */
export function putAwayIn(messages: readonly StoredMessage[]): string | undefined {
  const asked = messages.filter(({ by, buttons }) => by === 'channel' && buttons.length > 0).map(questionOf);
  return asked.findLast((one) => one.question !== '' && isAfterwards(one))?.question;
}

export const asksWhetherItArrived = ({ labels }: Menu): boolean => labels.some((label) => IN_DOUBT.includes(label));

/** Who is not linked (`asked`: false) is asked nothing, and has their words sent again without. */
export const decides = (label: string, asked: boolean): boolean =>
  DECIDES.test(label) || (!asked && label === 'Try again');

/** It is said there that words were given up. */
export const wasGivenUp = ({ message }: Menu): boolean => message.text.text.includes(TOO_LONG);

/** What became of words is told there, and they are asked about once more. */
export const cameBack = ({ message }: Menu): boolean => message.text.text.includes(COME_BACK);

/** It is not known what a reply answers. */
export const saysUnknown = ({ message }: Menu): boolean => message.text.text.includes('I do not know what the message');

/** In a group it names whose it is. */
export const isOf = ({ message }: Menu, name: string): boolean => message.text.text.startsWith(`${name},`);

/** A message of the channel's that is about nothing: who answers it begins something. */
export const isGreeting = ({ by, buttons, text }: StoredMessage): boolean =>
  by === 'channel' && buttons.length === 0 && !/#\d/.test(text.text) && text.text.includes('/start');

/** It says itself that it may be answered. */
export const invites = ({ by, text }: StoredMessage): boolean =>
  by === 'channel' && text.text.includes('Reply to this message');

/** The one issue a message of the channel's is about, where it has no buttons that ask something. */
export function issueOf(message: StoredMessage): string | undefined {
  if (message.by !== 'channel' || !message.text.text.includes('#')) return undefined;
  if (questionOf(message).labels.length > 0) return undefined;
  const numbers = new Set([...message.text.text.matchAll(/#(\d+)/g)].map(([, number]) => number));
  return numbers.size === 1 ? [...numbers][0] : undefined;
}
