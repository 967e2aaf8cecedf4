import { oneLine, truncate } from './shorten.js';

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
/** ASCII in which nothing that ends a sentence stands before anything else: the segmenter, which is slow, would find one. */
const ONE_SENTENCE = /^(?:(?![.!?])[ -~])*[.!?]?$/;
/** A first sentence shorter than this ("Hello!") says too little alone. */
const ENOUGH = 16;

/**
 * What an issue of these words may be called: the first line's first sentence, with the following ones while it says too
 * little; one line of at most `max` UTF-16 units without a full stop. Empty where there are no words.
 */
export function suggestSubject(text: string, max = 80): string {
  let subject = '';
  for (const phrase of phrasesOf(text)) {
    if (subject.length >= ENOUGH) break;
    subject = subject === '' ? phrase : `${subject} ${phrase}`;
  }
  return truncate({ text: subject.replace(/(?<!\.)[.,;:]$/, ''), marks: [] }, max).text;
}

const segmentOf = ({ segment }: Intl.SegmentData) => segment;

/** Found one after the other: a few are enough, however long the text is. */
function* phrasesOf(text: string): Iterable<string> {
  for (const line of text.split('\n')) {
    const found = ONE_SENTENCE.test(line) ? [line] : sentences.segment(line)[Symbol.iterator]().map(segmentOf);
    for (const sentence of found) {
      const phrase = oneLine(sentence);
      if (phrase !== '') yield phrase;
    }
  }
}
