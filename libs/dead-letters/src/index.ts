export { createDeadLetters, type DeadLetters, type LetterPage } from './dead-letters.js';
export { Letter, Standing, type StoredLetter, WholeLetter } from './letter.js';
export { planReplay } from './plan-replay.js';
export type { Left, Replayed } from './replay.js';
export { Filter, ListQuery, Selection } from './selection.js';
