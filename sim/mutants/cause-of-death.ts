/** Sentences of a judgement that are no verdict of the checker's, and what they say in short. */
const OTHERS = [
  { begins: 'it never came to rest', kind: 'never at rest' },
  { begins: 'a dead letter of', kind: 'given up' },
  { begins: 'nobody was asked', kind: 'not asked' },
  { begins: 'fails: ', kind: 'a test fails' },
] as const;
const VERDICT =
  /^(lost|doubled|out-of-order|echoed|stale|leaked|too soon|too early|merged|taken|asked in vain|not told|not decided|out of turn|not understood|refused)(?=:)/;
/** What a patch that is no working code brings about: no mistake of the protocol, and no proof of anything. */
const NO_CODE = /(Type|Reference|Syntax|Range)Error|is not (a function|defined)|Cannot (read|set) propert/;

/** How a mutant was found out, in a word or two, by the first sentence of its judgement. */
export function causeOfDeath(sentence: string): string {
  const other = OTHERS.find(({ begins }) => sentence.startsWith(begins));
  return other?.kind ?? VERDICT.exec(sentence)?.[0] ?? 'a node fails';
}

export const isNoCode = (sentences: readonly string[]): boolean => sentences.some((sentence) => NO_CODE.test(sentence));
