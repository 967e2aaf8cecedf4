import type { PersonChat } from '#apps/simulator';
import { type IssueId, issueId } from '#contracts';

/** A message as a person sees it. */
export type Bubble = Pick<
  ReturnType<PersonChat['transcript']>[number],
  'id' | 'from' | 'text' | 'buttons' | 'reactions'
>;

/** What a look at the chat tells someone who has just written: where their words are, or what to press. */
export type Sight =
  | { kind: 'settled'; issue?: IssueId }
  | { kind: 'press'; bubble: number; label: string; token: string };

/** "✅ It is slow — created as #7", "✅ Your words of 09:14 are It is slow #7 now." */
const CREATED = /created as #(\d+)$|^✅ Your words of .* #(\d+) now\.$/m;
/** Of a menu that offers several, the first of these. */
const WISHED = ['Create', 'New issue', 'Try again'];
const ARRIVED = 'Yes, that is it';
const SEND_AGAIN = 'No, send it again';

/**
 * `message`: what they wrote. Everything they were asked since concerns it; a question above what settles it is a double, of
 * which nobody knew that it had arrived.
 */
export function lookAt(bubbles: readonly Bubble[], message: number): Sight | undefined {
  const since = bubbles.filter(({ id, from }) => from.bot && id > message);
  const menu = since.findLast((bubble) => tokensOf(bubble).length > 0);
  const label = menu && wishOf(menu);
  const token = menu && tokensOf(menu).find(({ text }) => text === label)?.data;
  const created = since.findLast(({ text }) => CREATED.test(text));
  const isOpen = menu && (created === undefined || created.id < menu.id);
  if (isOpen && label && token !== undefined) return { kind: 'press', bubble: menu.id, label, token };
  const [, made, late] = CREATED.exec(created?.text ?? '') ?? [];
  const number = made ?? late;
  if (number !== undefined) return { kind: 'settled', issue: issueId(number) };
  const isTaken = bubbles.find(({ id }) => id === message)?.reactions.some(({ emoji }) => emoji === '👌');
  return isTaken ? { kind: 'settled' } : undefined;
}

/** The newest message that is about one issue and asks nothing: what people reply to. */
export function newsIn(bubbles: readonly Bubble[]): { bubble: number; issue: IssueId } | undefined {
  const news = bubbles.findLast((one) => one.from.bot && tokensOf(one).length === 0 && numbersIn(one).size === 1);
  const [number] = news ? numbersIn(news) : [];
  return news && number !== undefined ? { bubble: news.id, issue: issueId(number) } : undefined;
}

/** The first message of the bot that is about no issue and asks nothing: in a group a reply to it opens a menu. */
export const helloIn = (bubbles: readonly Bubble[]): Bubble | undefined =>
  bubbles.find((one) => one.from.bot && tokensOf(one).length === 0 && numbersIn(one).size === 0);

function wishOf(menu: Bubble): string | undefined {
  const labels = tokensOf(menu).map(({ text }) => text);
  if (!labels.includes(ARRIVED)) return WISHED.find((label) => labels.includes(label));
  const found = /from you: «(.*)»/.exec(menu.text)?.[1];
  return found !== undefined && found === /Yours was: «(.*)»/.exec(menu.text)?.[1] ? ARRIVED : SEND_AGAIN;
}

const tokensOf = ({ buttons }: Bubble) => buttons.flat().filter(({ data }) => data !== undefined);
const numbersIn = ({ text }: Bubble) => new Set(Array.from(text.matchAll(/#(\d+)/g), ([, number = '']) => number));
