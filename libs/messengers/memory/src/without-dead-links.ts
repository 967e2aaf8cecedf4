import type { Mark, RichText } from '#contracts';

/** This messenger opens web addresses whose host has a dot in it; of any other link it shows the words. */
export const withoutDeadLinks = ({ text, marks }: RichText): RichText => ({ text, marks: marks.filter(isAlive) });

const isAlive = ({ kind, value = '' }: Mark) => kind !== 'link' || /^https?:\/\/[^/?#]*\./i.test(value);
