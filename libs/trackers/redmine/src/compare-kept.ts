import { normaliseForMatch } from '#text';
import type { RemoteItem, Upload, Written } from '#ports/tracker';

const MAX_SHOWN = 60;

type Dropped = Written['dropped'];

/** What of a text is not there any more, named by its own first words. A text that was rewritten is not lost. */
export function lostText(sent: string, kept: string): Dropped {
  const [wanted, got] = [normaliseForMatch(sent), normaliseForMatch(kept)];
  if (wanted === got || !wanted.startsWith(got)) return [];
  return [{ what: shown(wanted.slice(got.length).trim()) }];
}

const shown = (text: string) => {
  const letters = Array.from(text);
  return letters.length <= MAX_SHOWN ? text : `${letters.slice(0, MAX_SHOWN).join('')}…`;
};

/** An upload token that Redmine does not know is ignored in silence. */
export const lostUploads = (sent: readonly Upload[], kept: readonly string[]): Dropped =>
  sent.filter(({ id }) => !kept.includes(id)).map(({ name }) => ({ what: name }));

/**
 * Which of an account's new entries a comment has become: the one with its text, else the one with the beginning of its
 * text (cut), else one with its files, else the newest (rewritten). Later entries first: ours is the last this account
 * wrote.
 */
export function keptComment(text: string, uploads: readonly Upload[], items: readonly RemoteItem[]) {
  const wanted = normaliseForMatch(text);
  const newest = items.toReversed();
  const got = (item: RemoteItem) => normaliseForMatch(item.text);
  return (
    newest.find((item) => got(item) === wanted) ??
    newest.find((item) => got(item) !== '' && wanted.startsWith(got(item))) ??
    newest.find(({ uploadIds }) => uploads.some(({ id }) => uploadIds.includes(id))) ??
    newest[0]
  );
}
