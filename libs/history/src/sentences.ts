import type { Commented, Written } from './put-in.js';
import type { Item, Shown } from './seen.js';

const LONGEST = 80;

/** As much of it as tells it from others. */
const quoted = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `«${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}»`;
};

export const ofMessage = ({ text, chat, message, person, at }: Written) =>
  `${quoted(text)} (message ${message} of ${person} in ${chat}, at ${at})`;
export const ofItem = ({ issue, kind, id, account, at }: Item) =>
  `${kind} ${id} on ${issue} by account ${account}, at ${at}`;
export const ofComment = ({ text, issue, id, account, at }: Commented) =>
  `${quoted(text)} (comment ${id} on ${issue} by account ${account}, at ${at})`;
export const ofShown = ({ chat, message, edit, at }: Shown) =>
  `${edit ? 'an edit of message' : 'message'} ${message} in ${chat}, at ${at}`;

export function destinationOf({ to, account }: Written): string {
  const where = to.kind === 'issue' ? `on ${to.issue}` : `on the new issue "${to.name}"`;
  return `${where} in the name of account ${account}`;
}
