import type { AccountId, ChatKey, CommandId, DeskId, IssueId, MessageId, UserKey } from '#contracts';
import { keyOf } from '../key.js';
import type { CorrelationReads, CorrelationWrite } from '../port.js';
import { applyToRows } from './apply-correlation.js';
import { copyRows, type CorrelationRows } from './correlation-rows.js';

/** Correlation in memory: the `side` of a `MemoryDatabase` in a simulation. */
export type MemoryCorrelation = {
  readonly reads: CorrelationReads;
  /** Writes everything or, by throwing, nothing. */
  apply(writes: readonly CorrelationWrite[]): void;
  /** Copies the rows; the returned function puts the copy in their place. */
  replica(): () => void;
};

export function memoryCorrelation(): MemoryCorrelation {
  let rows = copyRows();
  return {
    reads: new MemoryReads(() => rows),
    apply: (writes) => applyToRows(rows, writes),
    replica() {
      const copy = copyRows(rows);
      return () => void (rows = copyRows(copy));
    },
  };
}

class MemoryReads implements CorrelationReads {
  readonly #rows: () => CorrelationRows;

  constructor(rows: () => CorrelationRows) {
    this.#rows = rows;
  }

  async links(users: readonly UserKey[]) {
    return new Map(some(this.#rows().links, users));
  }

  async linksOf(desk: DeskId, accounts: readonly AccountId[]) {
    const links = this.#rows().links.values();
    return [...links.filter((link) => link.desk === desk && accounts.includes(link.account))];
  }

  async about(messages: readonly { chat: ChatKey; message: MessageId }[]) {
    return some(
      this.#rows().about,
      messages.map(({ chat, message }) => keyOf(chat, message)),
    ).map(([, row]) => row);
  }

  async created(commands: readonly CommandId[]) {
    return new Map(some(this.#rows().created, commands).map(([command, { issue }]) => [command, issue]));
  }

  async creations(tracker: string, issues: readonly IssueId[]) {
    const rows = this.#rows().created.values();
    const found = rows.filter((row) => row.tracker === tracker && issues.includes(row.issue));
    return new Map(found.map((row) => [row.issue, row]));
  }

  async journalCursors(feed: string, issues: readonly IssueId[]) {
    const keys = issues.map((issue) => keyOf(feed, issue));
    return new Map(some(this.#rows().journalCursors, keys).map(([, row]) => [row.issue, row]));
  }

  async pollCursor(feed: string): Promise<unknown> {
    const json = this.#rows().pollCursors.get(feed);
    return json === undefined ? undefined : JSON.parse(json);
  }

  async writesAt(tracker: string, issue: IssueId, items: readonly string[]) {
    const intents = this.#rows().intents.values();
    const open = intents.filter(
      (intent) => intent.open && intent.tracker === tracker && (intent.issue === undefined || intent.issue === issue),
    );
    return { claims: this.#claims(tracker, items), open: structuredClone([...open]) };
  }

  async claims(tracker: string, items: readonly string[]) {
    return this.#claims(tracker, items);
  }

  async blocked(chats: readonly ChatKey[]) {
    return new Map(some(this.#rows().blocked, chats));
  }

  async shown(chats: readonly ChatKey[]) {
    return new Map(some(this.#rows().shown, chats));
  }

  async decisions(desk: DeskId, issue: IssueId) {
    const decisions = this.#rows().decisions.values();
    const found = decisions.filter((decision) => decision.desk === desk && decision.issue === issue);
    return [...found].sort((a, b) => a.at - b.at);
  }

  #claims(tracker: string, items: readonly string[]) {
    return some(
      this.#rows().claims,
      items.map((item) => keyOf(tracker, item)),
    ).map(([, row]) => row);
  }
}

/** The entries of these keys, each once, where there are any. */
function some<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): [K, V][] {
  return [...new Set(keys)].flatMap((key) => {
    const value = map.get(key);
    return value === undefined ? [] : [[key, value] as [K, V]];
  });
}
