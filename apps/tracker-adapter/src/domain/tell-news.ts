import type { Phrase, RichText } from '#contracts';
import type { Account, Detail, Issue, Journal, Markup } from '#ports/tracker';
import { preview, truncate } from '#text';
import { phrase } from '#wording';

/** So much of what others wrote goes along in one (UTF-16 units, six messages of Telegram's), of so many entries. */
const MOST_WORDS = 24_000;
const MOST_ENTRIES = 50;
/** And so many of these at once: more than that nobody reads in a chat. */
const MOST_PARTS = 20;
/** What a field was and is, which may be as long as a description. */
const MOST_OF_A_FIELD = 200;

/** What is told at once: the entries it holds, and the lines to read. */
export type News = { journals: readonly Journal[]; lines: Phrase[] };

/** One entry as lines, with how many of its words are among them. */
type Told = { journal?: Journal; lines: readonly Phrase[]; words: number; isCut: boolean };

/**
 * News of an issue as its reader is told them, from their own view of it: several, where there is more than one holds. What is
 * too long for all of them, or an entry by itself, stays in the tracker, and they say so.
 */
export function tellNews(view: Issue, journals: readonly Journal[], created: boolean, markup: Markup): News[] {
  const { url, title, label } = view;
  const told = [
    ...(created ? [tellCreation(view, markup)] : []),
    ...journals.map((journal) => tellJournal(journal, markup)),
  ];
  const parts = inParts(told);
  const isLeftOut = (i: number) => i === MOST_PARTS - 1 && parts.length > MOST_PARTS;
  return parts.slice(0, MOST_PARTS).map((part, i) => ({
    journals: part.flatMap(({ journal }) => journal ?? []),
    lines: [
      phrase('news.head', { url, title, label }),
      ...part.flatMap(({ lines }) => lines),
      ...(part.some(({ isCut }) => isCut) || isLeftOut(i) ? [phrase('news.more', { url, title, label })] : []),
      phrase('news.reply'),
    ],
  }));
}

function inParts(told: readonly Told[]): Told[][] {
  const parts: Told[][] = [];
  let room = 0;
  for (const one of told) {
    const last = parts.at(-1);
    if (last && last.length < MOST_ENTRIES && one.words <= room) {
      last.push(one);
      room -= one.words;
    } else {
      parts.push([one]);
      room = MOST_WORDS - one.words;
    }
  }
  return parts;
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

function tellCreation({ author, project, status, priority, description }: Issue, markup: Markup): Told {
  const made = phrase('news.created', {
    author: whoDid(author),
    project: project?.name,
    status: status?.name,
    priority: priority?.name,
  });
  const { said, ...read } = readWords(description, markup);
  return { ...read, lines: said ? [made, phrase('news.description', { words: said })] : [made] };
}

function tellJournal(journal: Journal, markup: Markup): Told {
  const { author, text, details, files } = journal;
  const { said, ...read } = readWords(text, markup);
  const key = journal.private ? 'news.privateComment' : 'news.comment';
  const first = said
    ? phrase(key, { author: author.name || { phrase: phrase('someone.says') }, words: said })
    : phrase('news.changed', { author: whoDid(author) });
  const lines = [first, ...details.map(tellDetail), ...files.map(({ name }) => phrase('news.file', { name }))];
  return { ...read, journal, lines };
}

/** A tracker may not know any more whose something is. */
const whoDid = ({ name }: Account) => name || { phrase: phrase('someone.did') };

function readWords(text: string, markup: Markup): { said?: { rich: RichText }; words: number; isCut: boolean } {
  if (text.trim() === '') return { words: 0, isCut: false };
  const whole = markup.from(text);
  const rich = truncate(whole, MOST_WORDS);
  return { said: { rich }, words: rich.text.length, isCut: rich !== whole };
}

function tellDetail(detail: Detail): Phrase {
  const [from, to] = [detail.from, detail.to].map((value) => value && shown(detail, preview(value, MOST_OF_A_FIELD)));
  if (detail.field === 'status' && from && to) return phrase('news.status', { from, to });
  const field = detail.field ? { phrase: phrase(`field.${detail.field}`) } : capitalised(detail.own);
  if (from && to) return phrase('news.detail', { field, from, to });
  if (from) return phrase('news.detailCleared', { field, from });
  return phrase('news.detailSet', { field, to: to ?? '…' });
}

function shown({ field }: Detail, value: string) {
  if (field === 'done') return { phrase: phrase('value.percent', { value }) };
  if (field === 'private' && (value === 'yes' || value === 'no')) return { phrase: phrase(`value.${value}`) };
  return value;
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
