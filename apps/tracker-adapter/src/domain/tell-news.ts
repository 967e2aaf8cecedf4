import type { Phrase } from '#contracts';
import type { Detail, Issue, Journal, Markup } from '#ports/tracker';
import { phrase } from '#wording';

/** News of an issue as lines to read, from the reader's own view of it. */
export function tellNews(view: Issue, journals: readonly Journal[], created: boolean, markup: Markup): Phrase[] {
  const { url, title, label } = view;
  const told = journals.flatMap((journal) => tellJournal(journal, markup));
  return [
    phrase('news.head', { url, title, label }),
    ...(created ? tellCreation(view, markup) : []),
    ...told,
    phrase('news.reply'),
  ];
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

function tellCreation({ author, project, status, priority, description }: Issue, markup: Markup): Phrase[] {
  const made = phrase('news.created', {
    author: author.name,
    project: project?.name,
    status: status?.name,
    priority: priority?.name,
  });
  return description.trim() === ''
    ? [made]
    : [made, phrase('news.description', { words: { rich: markup.from(description) } })];
}

function tellJournal(journal: Journal, markup: Markup): Phrase[] {
  const { author, text, details, files } = journal;
  const words = text.trim() === '' ? undefined : { rich: markup.from(text) };
  const key = journal.private ? 'news.privateComment' : 'news.comment';
  const first = words ? phrase(key, { author: author.name, words }) : phrase('news.changed', { author: author.name });
  return [first, ...details.map(tellDetail), ...files.map(({ name }) => phrase('news.file', { name }))];
}

function tellDetail({ field, from, to }: Detail): Phrase {
  if (field === 'status' && from && to) return phrase('news.status', { from, to });
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  if (from && to) return phrase('news.detail', { field: name, from, to });
  if (from) return phrase('news.detailCleared', { field: name, from });
  return phrase('news.detailSet', { field: name, to: to ?? '…' });
}
