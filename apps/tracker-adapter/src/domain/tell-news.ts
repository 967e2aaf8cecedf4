import type { Phrase, RichText } from '#contracts';
import type { Detail, Issue, Journal, Markup } from '#ports/tracker';
import { preview, truncate } from '#text';
import { phrase } from '#wording';

/** Of what others wrote a chat reads so much (UTF-16 units; at most six messages of Telegram's), of so many entries. */
const [LEAST_WORDS, MOST_WORDS] = [3, 24_000];
const MOST_ENTRIES = 50;
/** What a field was and is, which may be as long as a description. */
const MOST_OF_A_FIELD = 200;

/** Puts marked-up words into plain ones as long as there is room for them; nothing, where there is none. */
type Read = (text: string) => { rich: RichText } | undefined;

/** News of an issue as lines to read, from the reader's own view of it. What is too long for a chat stays in the tracker. */
export function tellNews(view: Issue, journals: readonly Journal[], created: boolean, markup: Markup): Phrase[] {
  const { url, title, label } = view;
  let left = MOST_WORDS;
  let isCut = journals.length > MOST_ENTRIES;
  const read: Read = (text) => {
    if (text.trim() === '') return undefined;
    if (left < LEAST_WORDS) {
      isCut = true;
      return undefined;
    }
    const whole = markup.from(text);
    const rich = truncate(whole, left);
    isCut ||= rich !== whole;
    left -= rich.text.length;
    return { rich };
  };
  const told = [
    ...(created ? tellCreation(view, read) : []),
    ...journals.slice(0, MOST_ENTRIES).flatMap((journal) => tellJournal(journal, read)),
  ];
  const more = isCut ? [phrase('news.more', { url, title, label })] : [];
  return [phrase('news.head', { url, title, label }), ...told, ...more, phrase('news.reply')];
}

/** Whether there is anything in it to show. */
export const isShown = ({ text, details, files }: Journal): boolean =>
  text.trim() !== '' || details.length > 0 || files.length > 0;

/** What someone without an account is shown: public words, files and the status, whatever else the desk itself may see. */
export function publicView(issue: Issue): Issue {
  const open = issue.journals.filter((journal) => !journal.private);
  const hidden = new Set(
    issue.journals.filter((journal) => journal.private).flatMap(({ files }) => files.map(({ ref }) => ref)),
  );
  return {
    ...issue,
    files: issue.files.filter(({ ref }) => !hidden.has(ref)),
    journals: open.map((journal) => ({
      ...journal,
      details: journal.details.filter(({ field }) => field === 'status'),
    })),
  };
}

function tellCreation({ author, project, status, priority, description }: Issue, read: Read): Phrase[] {
  const made = phrase('news.created', {
    author: author.name,
    project: project?.name,
    status: status?.name,
    priority: priority?.name,
  });
  const words = read(description);
  return words ? [made, phrase('news.description', { words })] : [made];
}

function tellJournal(journal: Journal, read: Read): Phrase[] {
  const { author, text, details, files } = journal;
  const words = read(text);
  const key = journal.private ? 'news.privateComment' : 'news.comment';
  const first = words ? phrase(key, { author: author.name, words }) : phrase('news.changed', { author: author.name });
  if (!words && details.length + files.length === 0) return [];
  return [first, ...details.map(tellDetail), ...files.map(({ name }) => phrase('news.file', { name }))];
}

function tellDetail({ field, from: before, to: after }: Detail): Phrase {
  const [from, to] = [before, after].map((value) => value && preview(value, MOST_OF_A_FIELD));
  if (field === 'status' && from && to) return phrase('news.status', { from, to });
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  if (from && to) return phrase('news.detail', { field: name, from, to });
  if (from) return phrase('news.detailCleared', { field: name, from });
  return phrase('news.detailSet', { field: name, to: to ?? '…' });
}
