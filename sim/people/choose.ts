import type { Menu } from './screen.js';
import { withoutSmileys } from './smile.js';

const DROPPED = 0.03;
const ADDED_TO_LAST = 0.7;
const CHOSEN = 0.9;

/** What somebody presses; nothing, where a menu has nothing for them. `dice`: from 0 to 1. */
export function choose({ labels }: Menu, dice: number): string | undefined {
  const last = labels.find((label) => label.startsWith('To '));
  if (labels.includes('Create')) return 'Create';
  if (labels.includes('Drop it') && dice < DROPPED) return 'Drop it';
  if (last && dice < ADDED_TO_LAST) return last;
  const picks = labels.filter((label) => label.startsWith('#'));
  if (picks.length > 0) return picks[Math.floor(dice * picks.length)];
  if (labels.includes('Choose an issue') && dice > CHOSEN) return 'Choose an issue';
  return labels.find((label) => ['New issue', 'Try again'].includes(label));
}

/** What was found, and theirs, as far as a tracker keeps it, and as far as it stands there: long words end in `…`. */
export function saysTheSame(question: string): boolean {
  const [found, theirs] = [/from you: «(.*)»/, /Yours was: «(.*)»/].map((quoted) => quoted.exec(question)?.[1]);
  if (found === undefined || theirs === undefined) return false;
  const [one, other] = [withoutSmileys(found), withoutSmileys(theirs)];
  return one === other || isBeginningOf(one, other) || isBeginningOf(other, one);
}

const isBeginningOf = (cut: string, whole: string) =>
  cut.endsWith('…') && whole.startsWith(cut.slice(0, -1)) && cut.length > 1;

/** The answer to a doubt: what was found is theirs if it is what they wrote. */
export function sayWhetherItArrived({ message: { text } }: Menu): string {
  return saysTheSame(text.text) ? 'Yes, that is it' : 'No, send it again';
}
