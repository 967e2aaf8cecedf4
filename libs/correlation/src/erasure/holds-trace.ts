import { spellings } from './holdings.js';
import { marksOf, type Subject } from './subject.js';

/** Tells whether a record may still hold something of them: by the same marks, and words, as rows do. Pure. */
export function holdsTrace(
  subject: Subject,
  words: readonly string[],
): (record: { key: string; value: Buffer }) => boolean {
  const { key: named, json, trace } = marksOf(subject);
  const [isTheirs, ...marks] = [named, json, trace].map((mark) => new RegExp(mark));
  const wanted = spellings(words);
  const tells = (text: string) => marks.some((mark) => mark.test(text)) || wanted.some((word) => text.includes(word));
  return ({ key, value }) => isTheirs?.test(key) || tells(key) || tells(value.toString());
}
