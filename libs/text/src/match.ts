import { oneLine } from './shorten.js';

/**
 * The form in which words written are compared with words a tracker kept: trackers change line ends, trailing spaces,
 * the number of blank lines and the Unicode form, and nothing else may differ.
 */
export const normaliseForMatch = (text: string): string => oneLine(text.normalize('NFC'));
