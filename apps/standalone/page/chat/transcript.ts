import type { Bubble } from '../../src/protocol.js';
import { make } from '../make.js';
import { showBubble, type BubbleActs } from './show-bubble.js';
import { swipeToReply } from './swipe-to-reply.js';

export type Transcript = {
  element: HTMLElement;
  /** Shows a chat from its beginning. */
  fill(bubbles: readonly Bubble[]): void;
  /** A new message, or one that has changed. */
  put(bubble: Bubble): void;
  remove(ids: readonly number[]): void;
  lastMine(): Bubble | undefined;
  readonly isEmpty: boolean;
};

/** The messages of one chat, newest at the bottom, where the view stays unless the person has scrolled up. */
export function createTranscript(isMine: (bubble: Bubble) => boolean, acts: Omit<BubbleActs, 'goTo'>): Transcript {
  const shown = new Map<number, { bubble: Bubble; element: HTMLElement }>();
  const element = make('div', {
    class: 'transcript',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': 'Messages',
    tabindex: '0',
  });
  const all: BubbleActs = { ...acts, goTo };

  function goTo(message: number): void {
    const target = shown.get(message)?.element;
    target?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    target?.classList.remove('flash');
    requestAnimationFrame(() => target?.classList.add('flash'));
  }
  const isAtBottom = (): boolean => element.scrollHeight - element.scrollTop - element.clientHeight < 80;
  const toBottom = (): void => void (element.scrollTop = element.scrollHeight);

  function put(bubble: Bubble): void {
    const stay = isAtBottom();
    const fresh = showBubble(bubble, isMine(bubble), all);
    const before = shown.get(bubble.id);
    shown.set(bubble.id, { bubble, element: fresh });
    if (before) {
      const focused = indexOfFocus(before.element);
      before.element.replaceWith(fresh);
      if (focused !== undefined) fresh.querySelectorAll<HTMLElement>('button')[focused]?.focus();
    } else element.append(fresh);
    if (stay || isMine(bubble)) toBottom();
  }
  swipeToReply(element, (message) => {
    const found = shown.get(Number(message.id.slice('message-'.length)));
    if (found) acts.reply(found.bubble);
  });
  element.addEventListener('dblclick', ({ target }) => {
    const message = target instanceof Element ? target.closest('.message') : null;
    const found = message && shown.get(Number(message.id.slice('message-'.length)));
    if (found) acts.reply(found.bubble);
  });

  return {
    element,
    put,
    fill(bubbles) {
      shown.clear();
      for (const bubble of bubbles) shown.set(bubble.id, { bubble, element: showBubble(bubble, isMine(bubble), all) });
      element.replaceChildren(...[...shown.values()].map((one) => one.element));
      toBottom();
    },
    remove(ids) {
      for (const id of ids) {
        shown.get(id)?.element.remove();
        shown.delete(id);
      }
    },
    lastMine: () => [...shown.values()].map(({ bubble }) => bubble).findLast(isMine),
    get isEmpty() {
      return shown.size === 0;
    },
  };
}

/** Which of a message's buttons has the keyboard's focus: a message that changes is made anew. */
function indexOfFocus(element: HTMLElement): number | undefined {
  const at = [...element.querySelectorAll('button')].indexOf(document.activeElement as HTMLButtonElement);
  return at < 0 ? undefined : at;
}
