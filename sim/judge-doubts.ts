import type { Shown } from '#history';
import { saysTheSame } from './people/choose.js';
import type { DeskRun } from './run-plan.js';

const FOUND = /from you: «(.*)»/;

/** Whoever is asked whether theirs arrived is shown what was written by hand, what the tracker kept of theirs, or nothing. */
export function* askedInVain({ putIn }: DeskRun, shown: readonly Shown[]): Iterable<string> {
  const byHand = new Set(putIn.commented.map(({ text }) => text));
  const said = new Set(putIn.words.map(({ text }) => text).filter((text) => !byHand.has(text)));
  for (const { chat, text } of shown) {
    const found = FOUND.exec(text)?.[1];
    if (found !== undefined && said.has(found) && !saysTheSame(text))
      yield `asked in vain: ${chat} was shown «${found}», which is known to be another's`;
  }
}
