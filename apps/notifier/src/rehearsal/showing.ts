import { messageId, plain, type Showing } from '#contracts';
import { phrase } from '#wording';

/** Words of no one language, as a phrase. */
export const words = (text: string) => phrase('news.description', { words: { rich: plain(text) } });

export const say = (text: string, more: Partial<Extract<Showing, { kind: 'say' }>> = {}): Showing => ({
  kind: 'say',
  lines: [words(text)],
  buttons: [],
  ...more,
});

export const slot = (text: string, version: number, lastIncoming?: string, pressedOn?: string): Showing => ({
  kind: 'slot',
  slot: 'menu',
  version,
  lines: [words(text)],
  buttons: [[{ label: 'Go on', token: `t${version}` }]],
  ...(lastIncoming !== undefined && { lastIncoming: messageId(lastIncoming) }),
  ...(pressedOn !== undefined && { pressedOn: messageId(pressedOn) }),
});

export const file = (ref: string, size = 5): Showing => ({
  kind: 'file',
  file: { ref, name: `${ref}.log`, size },
  caption: [words('See this')],
});
