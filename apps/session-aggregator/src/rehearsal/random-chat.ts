import { messageId, type MessageId, type Outcome } from '#contracts';
import type { Dialog } from '../domain/session.js';
import { commented, created, found, issue, noAnswer, options, refused, waiting } from './answers.js';
import { ANNAS_LINK, MARK } from './desk.js';
import type { Occurrence } from './occurrences.js';
import { file, type Rehearsal, type Sent } from './rehearsal.js';

/** A chat in which anything may happen, with an account of where every word went. */
export class RandomChat {
  readonly chat: Rehearsal;
  /** Every word written, by its message; each is unique and so can be found again. */
  readonly words = new Map<MessageId, string>();
  /** Words that were the answer to a question (a search, a subject). */
  readonly answers = new Set<string>();
  /** Words the person has put away, and was shown as put away. */
  readonly dropped = new Set<MessageId>();
  /** Final outcomes so far. */
  readonly settled = new Map<string, Outcome>();
  readonly #tokens: string[] = [];
  #count = 0;

  constructor(chat: Rehearsal) {
    this.chat = chat;
  }

  async happen(what: Occurrence): Promise<void> {
    const before = this.dialogs();
    await this.#happen(what);
    for (const { id, parts } of [...before, ...this.dialogs()]) {
      if (!this.chat.screen.slots.get(id)?.text.startsWith('Dropped')) continue;
      for (const { message } of parts) this.dropped.add(message);
    }
    for (const { buttons } of this.chat.screen.slots.values()) {
      for (const { token } of buttons.flat()) if (token && !this.#tokens.includes(token)) this.#tokens.push(token);
    }
  }

  async #happen(what: Occurrence): Promise<void> {
    const { chat } = this;
    switch (what.kind) {
      case 'text':
        return this.#write(what);
      case 'edit': {
        const message = choose([...this.words.keys()], what.which);
        if (message) await chat.edit(message, `${this.words.get(message)} edited`);
        return;
      }
      case 'bot':
        return void (await chat.bot(what.name));
      case 'press': {
        const token = choose(this.#shownTokens(), what.which);
        if (token) await chat.pressToken(token);
        if (token && what.twice) await this.#changesNothing(() => chat.pressToken(token));
        return;
      }
      case 'old-press': {
        const shown = this.#shownTokens();
        const token = choose(
          this.#tokens.filter((old) => !shown.includes(old)),
          what.which,
        );
        if (token) await this.#changesNothing(() => chat.pressToken(token));
        return;
      }
      case 'forged-press':
        return this.#changesNothing(() => chat.pressToken(what.token));
      case 'foreign-press': {
        const token = choose(this.#tokens, what.which);
        if (token) await this.#changesNothing(() => chat.pressToken(token, MARK));
        return;
      }
      case 'outcome':
        return this.#answer(choose(this.#open(), what.which), what.how);
      case 'late-outcome':
        return this.#answer(
          choose(
            chat.sent.filter(({ id }) => this.settled.has(id)),
            what.which,
          ),
          what.how,
        );
      case 'wait':
        return chat.wait(what.ms);
      case 'lag':
        chat.now += what.ms;
    }
  }

  async #write(text: Extract<Occurrence, { kind: 'text' }>): Promise<void> {
    const { reply, album, file: withFile, forwarded, command: name } = text;
    const { chat } = this;
    const word = `word${++this.#count}.`;
    const messages = [...chat.screen.slots.values()].map(({ message }) => message);
    const replyTo =
      reply === undefined ? undefined : choose([...messages, ...this.words.keys(), messageId('unknown')], reply);
    const files = withFile ? [file(`${word}txt`)] : [];
    const before = chat.sent.length;
    const answersChannel = replyTo !== undefined && !this.words.has(replyTo);
    const more = {
      replyTo,
      answersChannel,
      files,
      forwarded,
      command: name === undefined ? undefined : { name, args: word },
      album: album === undefined ? undefined : `album ${album}`,
    };
    const message = await chat.write(name === undefined ? word : `/${name} ${word}`, more);
    this.words.set(message, word);
    const asked = JSON.stringify(chat.sent.slice(before).filter(({ action }) => action.kind === 'find-issues'));
    const subjects = this.dialogs().map(({ draft }) => draft.subject);
    if (asked.includes(word) || subjects.some((subject) => subject?.includes(word))) this.answers.add(word);
  }

  async #answer(to: Sent | undefined, how: number): Promise<void> {
    if (!to || to.action.kind === 'settle-doubt') return;
    const outcome = outcomeFor(to, how);
    const first = !this.settled.has(to.id);
    if (first && outcome.kind !== 'waiting' && outcome.kind !== 'doubt') this.settled.set(to.id, outcome);
    if (first) await this.chat.answer(outcome, to);
    else await this.chat.answer(this.settled.get(to.id) ?? outcome, to);
  }

  async #changesNothing(act: () => Promise<unknown>): Promise<void> {
    const before = { dialogs: this.#dialogs(), sent: this.chat.sent.length };
    await act();
    const after = { dialogs: this.#dialogs(), sent: this.chat.sent.length };
    if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error('a press that should change nothing did');
  }

  /** What the session holds beside how often it was shown. */
  #dialogs = (): Omit<Dialog, 'version'>[] => this.dialogs().map(({ version: _shown, ...dialog }) => dialog);
  dialogs = (): Dialog[] => this.chat.session()?.dialogs ?? [];

  #open = () => this.chat.sent.filter(({ id, action }) => !this.settled.has(id) && action.kind !== 'settle-doubt');
  #shownTokens = () =>
    [...this.chat.screen.slots.values()].flatMap(({ buttons }) => buttons.flat().flatMap(({ token }) => token ?? []));
}

function choose<T>(from: readonly T[], which: number): T | undefined {
  return from[which % Math.max(1, from.length)];
}

const REASONS = ['refused', 'not-allowed', 'not-found', 'no-answer', 'failed'] as const;

/** Something the tracker may say to a command. */
function outcomeFor({ action }: Sent, how: number): Outcome {
  const head = issue(1 + (how % 7), `Issue ${1 + (how % 7)}`, { closed: how % 11 === 0 });
  const reason = { kind: REASONS[how % REASONS.length] ?? 'failed' };
  const failures: Outcome[] = [
    refused('No'),
    { kind: 'rejected', reason },
    { kind: 'given-up', reason },
    { kind: 'doubt', found: 'Something' },
  ];
  switch (action.kind) {
    case 'create':
      return (
        choose([created(head), created(head, [{ what: 'a.exe', why: 'no' }]), waiting, ...failures], how) ?? waiting
      );
    case 'comment':
      return choose([commented(head), commented(head), waiting, ...failures], how) ?? waiting;
    case 'find-issues':
      return how % 4 === 0 ? noAnswer : found([head, issue(99, 'Another')].slice(0, how % 3), 0, 1 + (how % 3));
    case 'issue-options':
      return how % 4 === 0 ? noAnswer : options;
    default: {
      const linked = { kind: 'linked', account: ANNAS_LINK.account, login: 'anna', name: 'Anna Karenina' } as const;
      return how % 2 === 0
        ? { kind: 'confirmed', result: linked, dropped: [] }
        : { kind: 'rejected', reason: { kind: 'expired' } };
    }
  }
}
