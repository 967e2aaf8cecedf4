import { icon, make } from '../make.js';
import type { Issue, Journal, Someone, TrackerFile } from '../server.js';
import { clockWords, initials, sizeWords, whenWords } from '../words.js';

type FileAddress = (id: string) => string;

/** What was said and done about an issue, oldest first. */
export function showThread(issue: Issue, addressOf: FileAddress): HTMLElement[] {
  const later = new Set(issue.journals.flatMap(({ files }) => files.map(({ id }) => id)));
  const own = issue.files.filter(({ id }) => !later.has(id));
  const first = entry(issue.author, issue.createdAt, issue.description, { files: own, addressOf });
  return [first, ...issue.journals.map((journal) => showJournal(journal, addressOf))];
}

function showJournal(journal: Journal, addressOf: FileAddress): HTMLElement {
  const { author, at, text, files, details } = journal;
  const changes = details.map(({ field, from, to }) =>
    make(
      'p',
      { class: 'change' },
      `${field === 'status' ? 'Status' : field}: ${from ?? 'none'} → `,
      make('strong', {}, to ?? 'none'),
    ),
  );
  return entry(author, at, text, { files, addressOf, hidden: journal.private, changes });
}

type Rest = {
  files: readonly TrackerFile[];
  addressOf: FileAddress;
  hidden?: boolean;
  changes?: readonly HTMLElement[];
};

function entry(
  author: Someone,
  at: string,
  text: string,
  { files, addressOf, hidden = false, changes = [] }: Rest,
): HTMLElement {
  return make(
    'article',
    { class: `entry${hidden ? ' private' : ''}` },
    make('span', { class: `avatar hue-${Number(author.id) % 5}`, 'aria-hidden': 'true' }, initials(author.name)),
    make(
      'div',
      { class: 'entry-body' },
      make(
        'header',
        { class: 'entry-head' },
        make('strong', {}, author.name),
        make('time', { class: 'muted', title: new Date(at).toLocaleString('en') }, whenOf(at)),
        hidden && make('span', { class: 'private-note' }, icon('lock'), 'Private: customers do not see it'),
      ),
      text !== '' && make('div', { class: 'entry-text', dir: 'auto' }, text),
      ...changes,
      ...files.map((file) => showFile(file, addressOf(file.id))),
    ),
  );
}

const whenOf = (at: string): string => {
  const when = whenWords(at);
  return when.includes(':') ? when : `${when}, ${clockWords(Date.parse(at))}`;
};

const showFile = ({ name, size }: TrackerFile, address: string): HTMLElement =>
  make(
    'a',
    { class: 'file', href: address, download: name },
    icon('file'),
    make('span', { class: 'file-name' }, name),
    make('span', { class: 'muted' }, sizeWords(size)),
  );
