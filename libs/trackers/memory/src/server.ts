import { TrackerError } from '#ports/tracker';
import {
  ISSUE_TYPES,
  type Person,
  PRIORITIES,
  type Project,
  STATUSES,
  type StoredFile,
  type StoredIssue,
} from './rows.js';
import type { Time } from './wire.js';

export type ServerOptions = {
  time: Time;
  people: readonly Person[];
  projects: readonly Project[];
  /** A database that keeps no character beyond U+FFFF, and cuts a text off before the first. */
  cutsAstral?: boolean;
};

const FORBIDDEN = /\.exe$/i;
const SMILEY = /\s*\p{Emoji_Presentation}/gu;
const ASTRAL = /[\u{10000}-\u{10FFFF}].*$/su;

/** A small tracker in memory: what everyone may see and do, and no way to lose an answer. */
export class MemoryServer {
  readonly issues = new Map<string, StoredIssue>();
  readonly files = new Map<string, StoredFile>();
  readonly people: readonly Person[];
  readonly projects: readonly Project[];
  changes = 0;
  cutsAstral: boolean;
  /** A plugin takes smileys out of every text. */
  dropsSmileys = false;
  /** A plugin puts these words in the place of every text that comes without files. */
  rewords: string | undefined;
  /** How many changed issues stand on a page. */
  changesPage = 100;
  readonly #time: Time;
  /** By the issue they are on, in the order of their upload. */
  readonly #attached = new Map<string, StoredFile[]>();
  #ids = 4_300;

  constructor({ time, people, projects, cutsAstral = false }: ServerOptions) {
    this.#time = time;
    this.people = people.map((person) => ({ ...person }));
    this.projects = projects;
    this.cutsAstral = cutsAstral;
  }

  /** What its clock says. */
  now = (): number => this.#time.now();

  /** Whom a call is made for. Nobody acts for someone unknown or locked. */
  personCalled(login: string): Person {
    const person = this.people.find((one) => one.login === login);
    if (!person || person.locked) throw new TrackerError('unauthorized', 'no such account');
    return person;
  }

  /** Whoever has this login, locked or not. */
  personNamed = (login: string): Person => found(this.people.find((one) => one.login === login));

  person = (id: string): Person => found(this.people.find((one) => one.id === id));

  projectsOf = ({ role, login }: Person): Project[] =>
    this.projects.filter(({ members }) => role === 'service' || members.includes(login));

  seen(person: Person, id: string): StoredIssue {
    return found([this.issues.get(id)].find((issue) => issue && this.sees(person, issue)));
  }

  sees(person: Person, issue: StoredIssue): boolean {
    const { id, role } = person;
    if (!this.projectsOf(person).some((project) => project.id === issue.project)) return false;
    return role !== 'customer' || issue.author === id || issue.assignee === id || issue.watchers.includes(id);
  }

  /** Private entries are for those who work here, and for whoever wrote them. */
  journalsFor({ id, role }: Person, { journals }: StoredIssue) {
    return journals.filter((journal) => !journal.private || role !== 'customer' || journal.author === id);
  }

  createIssue(
    by: Person,
    draft: { subject: string; description: string } & Partial<Record<'project' | 'issueType' | 'priority', string>>,
    tokens: readonly string[],
  ): StoredIssue {
    const mine = this.projectsOf(by);
    const project = mine.find(({ id }) => id === draft.project);
    if (draft.subject.trim() === '') throw refused('Subject cannot be blank.');
    if (draft.project === undefined) throw refused('Project cannot be blank.');
    if (!project) throw refused('You may not create issues in this project.');
    const now = this.#time.now();
    const issue: StoredIssue = {
      id: this.#id(),
      project: project.id,
      issueType: known(ISSUE_TYPES, draft.issueType),
      priority: known(PRIORITIES, draft.priority, '2'),
      status: '1',
      subject: this.#kept(draft.subject),
      description: this.#kept(draft.description, tokens),
      author: by.id,
      watchers: [],
      createdAt: now,
      updatedAt: now,
      change: 0,
      journals: [],
    };
    this.issues.set(issue.id, issue);
    this.#attach(by, tokens, { issue: issue.id });
    this.#touch(issue);
    return issue;
  }

  /** One journal entry. What the person may not do is passed over without a word, as elsewhere. */
  comment(by: Person, id: string, text: string, hush: boolean, tokens: readonly string[]): string {
    const issue = this.seen(by, id);
    if (text.trim() === '' && tokens.length === 0) throw refused('There is nothing to add.');
    const journal = this.#journal(issue, by, this.#kept(text, tokens), hush && by.role !== 'customer', []);
    this.#attach(by, tokens, { issue: id, journal });
    return journal;
  }

  changeStatus(by: Person, id: string, to: string): void {
    const issue = this.seen(by, id);
    const names = [issue.status, to].map((status) => STATUSES.find((one) => one.id === status)?.name);
    issue.status = to;
    this.#journal(issue, by, '', false, [{ field: 'status', from: names[0], to: names[1] }]);
  }

  assign(id: string, to: Person): void {
    const issue = found(this.issues.get(id));
    issue.assignee = to.id;
    this.#touch(issue);
  }

  upload(by: Person, name: string, mime: string | undefined, bytes: Buffer): StoredFile {
    if (FORBIDDEN.test(name)) throw refused(`File extension ${name.slice(name.lastIndexOf('.'))} is not allowed.`);
    const id = this.#id();
    const file = { id, token: `token-${id}`, name, mime, bytes, by: by.id };
    this.files.set(id, file);
    return file;
  }

  filesOf = (issue: string): readonly StoredFile[] => this.#attached.get(issue) ?? [];

  #journal(
    issue: StoredIssue,
    by: Person,
    text: string,
    hush: boolean,
    details: StoredIssue['journals'][0]['details'],
  ) {
    const journal = { id: this.#id(), author: by.id, at: this.#time.now(), text, private: hush, details };
    issue.journals.push(journal);
    this.#touch(issue);
    return journal.id;
  }

  #attach({ id }: Person, tokens: readonly string[], to: { issue: string; journal?: string }): void {
    if (tokens.length === 0) return;
    const mine = [...this.files.values()].filter((file) => tokens.includes(file.token) && file.by === id);
    for (const file of mine.filter(({ issue }) => issue === undefined)) Object.assign(file, to);
    this.#attached.set(
      to.issue,
      [...this.files.values()].filter((file) => file.issue === to.issue),
    );
  }

  #touch(issue: StoredIssue): void {
    this.changes += 1;
    Object.assign(issue, { change: this.changes, updatedAt: this.#time.now() });
  }

  #id(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  #kept(text: string, tokens: readonly string[] = []): string {
    if (this.rewords !== undefined && tokens.length === 0) return this.rewords;
    const kept = this.dropsSmileys ? text.replaceAll(SMILEY, '') : text;
    return this.cutsAstral ? kept.replace(ASTRAL, '') : kept;
  }
}

const refused = (words: string) => new TrackerError('rejected', 'refused', { words });

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new TrackerError('not-found', 'not there for this account');
  return row;
}

function known(list: readonly { id: string }[], wanted: string | undefined, usual = '1'): string {
  if (wanted === undefined) return usual;
  if (!list.some(({ id }) => id === wanted)) throw refused('There is no such thing to choose.');
  return wanted;
}
