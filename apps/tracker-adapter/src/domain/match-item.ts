import type { AccountId } from '#contracts';
import type { RemoteItem } from '#ports/tracker';
import { normaliseForMatch } from '#text';
import { isOwnLine } from './own-line.js';
import type { WriteBaseline } from './work-body.js';

/**
 * What a write wanted to leave behind. `shared`: its account writes for many, each with a visible line of theirs. `private`: not
 * for everyone who sees the issue.
 */
export type Wanted = { text: string; subject?: string | undefined; shared: boolean; private: boolean };

export type Match = { kind: 'found'; item: RemoteItem } | { kind: 'absent' } | { kind: 'doubt'; likest: RemoteItem };

/**
 * Decides what became of an attempt by what stands above its baseline: items of its account that no other command has
 * claimed, oldest first. One that matches is ours; none at all means that it did not arrive; something else is a doubt,
 * and, once its person has said so of what they were shown, ours: that, and nothing else. Words for everyone do not become
 * private: what else is, nobody is asked about, or shown.
 */
export function matchItem(wanted: Wanted, baseline: WriteBaseline, items: readonly RemoteItem[]): Match {
  const own = items.filter((item) => item.author === baseline.account);
  const likely = own.filter((item) => mayBeOurs(wanted, item));
  if (baseline.accepted && baseline.found !== undefined) {
    const shown = likely.find(({ key }) => key === baseline.found);
    return shown ? { kind: 'found', item: shown } : { kind: 'absent' };
  }
  const match = own.find((item) => matches(wanted, baseline, item));
  if (match) return { kind: 'found', item: match };
  const others = likely.filter((item) => wanted.private || !item.private);
  const likest = others.find((item) => isBeginningOf(wanted, item)) ?? others.at(-1);
  if (!likest) return { kind: 'absent' };
  return baseline.accepted ? { kind: 'found', item: likest } : { kind: 'doubt', likest };
}

/**
 * The same without a baseline, where items of other commands that nobody remembers stand among them: only what has
 * exactly these words is ours. A write of files alone is told by nothing.
 */
export function matchAgain(
  wanted: Pick<Wanted, 'text' | 'subject'>,
  account: AccountId,
  items: readonly RemoteItem[],
): RemoteItem | undefined {
  if (normaliseForMatch(wanted.text) === '' && wanted.subject === undefined) return undefined;
  return items.find((item) => item.author === account && says(wanted, item));
}

/**
 * A shared account's owner writes by hand, too, and in places that are nobody's else: there only what carries the chat's own
 * line, or is a cut of what was sent, is to be shown to anyone.
 */
function mayBeOurs(wanted: Wanted, item: RemoteItem): boolean {
  if (!wanted.shared || isOwnLine(wanted.text, item.text)) return true;
  const subject = normaliseForMatch(item.subject ?? '');
  return isBeginningOf(wanted, item) && normaliseForMatch(wanted.subject ?? '').startsWith(subject);
}

function matches(wanted: Wanted, baseline: WriteBaseline, item: RemoteItem): boolean {
  if (baseline.uploads.some(({ id }) => item.uploadIds.includes(id))) return true;
  if (baseline.uploads.length > 0 && normaliseForMatch(wanted.text) === '') return false;
  return says(wanted, item);
}

function says(wanted: Pick<Wanted, 'text' | 'subject'>, item: RemoteItem): boolean {
  if (wanted.subject !== undefined && normaliseForMatch(wanted.subject) !== normaliseForMatch(item.subject ?? ''))
    return false;
  return normaliseForMatch(wanted.text) === normaliseForMatch(item.text);
}

/** Cut off somewhere, as a database does at a character it cannot store. */
function isBeginningOf(wanted: Wanted, { text }: RemoteItem): boolean {
  const kept = normaliseForMatch(text);
  return kept !== '' && normaliseForMatch(wanted.text).startsWith(kept);
}
