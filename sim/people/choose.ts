import type { Menu } from './screen.js';

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

/** The answer to a doubt: what was found is theirs if it is what they wrote. */
export function sayWhetherItArrived({ message: { text } }: Menu): string {
  const found = /from you: «(.*)»/.exec(text.text)?.[1];
  const isTheirs = found !== undefined && /Yours was: «(.*)»/.exec(text.text)?.[1] === found;
  return isTheirs ? 'Yes, that is it' : 'No, send it again';
}
