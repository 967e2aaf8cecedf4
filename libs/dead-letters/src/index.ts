export { createDeadLetters, type DeadLetters, type LetterPage } from './dead-letters.js';
export type { Discarded } from './discard.js';
export { type Left, LEFT_KINDS } from './left.js';
export { Letter, Standing, type StoredLetter, WholeLetter } from './letter.js';
export { planReplay } from './plan-replay.js';
export type { Replayed } from './replay.js';
export { Cursor, Filter, ListQuery, Remark, Selection } from './selection.js';
export type { OpenLetters } from './stored-letters.js';
