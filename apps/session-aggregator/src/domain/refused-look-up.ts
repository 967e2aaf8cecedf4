import type { Outcome, Phrase, Reason } from '#contracts';
import { phrase } from '#wording';
import { reasonPhrase } from './result-lines.js';

/** Why the tracker told nothing, where it did answer. */
export const refusalOf = (outcome: Outcome): Reason | undefined =>
  'reason' in outcome && outcome.reason.kind !== 'no-answer' ? outcome.reason : undefined;

/** What is said of a look-up that was refused. */
export function refusalLine(reason: Reason, tracker: string): Phrase {
  const { words } = reason;
  return phrase('lookUp.refused', {
    reason: { phrase: words ? phrase('lookUp.words', { tracker, words }) : reasonPhrase(reason, tracker) },
  });
}
