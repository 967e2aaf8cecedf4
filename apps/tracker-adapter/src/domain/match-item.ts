import type { RemoteItem } from '#ports/tracker';
import { normaliseForMatch } from '#text';
import type { WriteBaseline } from './work-body.js';

/** What a write wanted to leave behind. */
export type Wanted = { text: string; subject?: string | undefined; shared: boolean };

/**
 * Decides what became of an attempt by what stands above its baseline: items of its account that no other command has
 * claimed, oldest first. One that matches is ours; none at all means that it did not arrive; something else is a doubt.
 */
export function matchItem(
  wanted: Wanted,
  baseline: WriteBaseline,
  items: readonly RemoteItem[],
): { kind: 'found'; item: RemoteItem } | { kind: 'absent' } | { kind: 'doubt'; last: RemoteItem } {
  const own = items.filter((item) => item.author === baseline.account && mayBeOurs(wanted, item));
  const match = own.find((item) => matches(wanted, baseline, item));
  const last = own.at(-1);
  if (match) return { kind: 'found', item: match };
  if (!last) return { kind: 'absent' };
  return baseline.accepted ? { kind: 'found', item: last } : { kind: 'doubt', last };
}

/** On a shared account an item that carries someone else's line, or none, is not ours. */
function mayBeOurs(wanted: Wanted, item: RemoteItem): boolean {
  if (!wanted.shared) return true;
  return firstLine(item.text) === firstLine(wanted.text);
}

function matches(wanted: Wanted, baseline: WriteBaseline, item: RemoteItem): boolean {
  if (baseline.uploads.some(({ id }) => item.uploadIds.includes(id))) return true;
  if (baseline.uploads.length > 0 && normaliseForMatch(wanted.text) === '') return false;
  if (wanted.subject !== undefined && normaliseForMatch(wanted.subject) !== normaliseForMatch(item.subject ?? ''))
    return false;
  return normaliseForMatch(wanted.text) === normaliseForMatch(item.text);
}

const firstLine = (text: string) => normaliseForMatch(text.split('\n')[0] ?? '');
