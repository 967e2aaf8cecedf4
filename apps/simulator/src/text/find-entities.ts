import type { Entity } from '../world/message.js';

/** What Telegram recognises in plain words by itself. Earlier patterns win where two overlap. */
const patterns: readonly [type: string, pattern: RegExp][] = [
  ['url', /(?:https?:\/\/|www\.)[^\s<>«»"]*[^\s<>«»".,;:!?)\]}']/giu],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu],
  ['bot_command', /(?<![\w/<])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/giu],
  ['mention', /(?<![\w@])@[a-z]\w{3,31}/giu],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*/giu],
];

/** Adds what is recognised to what was given, and leaves alone what is already code or a link. */
export function findEntities(text: string, given: readonly Entity[]): Entity[] {
  const closed = given.filter(({ type }) => type === 'code' || type === 'pre' || type === 'text_link');
  const found: Entity[] = [];
  if (!/[/@#.]/.test(text)) return sorted(given);
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (![...closed, ...found].some((other) => overlap(entity, other))) found.push(entity);
    }
  }
  return sorted([...given, ...found]);
}

const overlap = (a: Entity, b: Entity): boolean => a.offset < b.offset + b.length && b.offset < a.offset + a.length;

const sorted = (entities: readonly Entity[]): Entity[] =>
  entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
