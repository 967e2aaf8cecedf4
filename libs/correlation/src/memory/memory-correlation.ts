import type { ChatKey, CommandId, DeskId, IssueId, UserKey } from '#contracts';
import { keyOf } from '../key.js';
import type { Claim, CorrelationReads, CorrelationWrite, Link, MessageAbout, Resent, WritePlace } from '../port.js';
import { mayLandAt } from '../write-place.js';
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

  async linksOf(accounts: readonly Pick<Link, 'desk' | 'account'>[]) {
    const wanted = new Set(accounts.map(({ desk, account }) => keyOf(desk, account)));
    return [
      ...this.#rows()
        .links.values()
        .filter(({ desk, account }) => wanted.has(keyOf(desk, account))),
    ];
  }

  async about(messages: readonly Pick<MessageAbout, 'chat' | 'message'>[]) {
    return valuesOf(
      this.#rows().about,
      messages.map(({ chat, message }) => keyOf(chat, message)),
    );
  }

  async created(commands: readonly CommandId[]) {
    return new Map(some(this.#rows().created, commands));
  }

  async creations(issues: readonly { tracker: string; issue: IssueId }[]) {
    const wanted = new Set(issues.map(({ tracker, issue }) => keyOf(tracker, issue)));
    const rows = this.#rows().created.values();
    return [...rows.filter(({ tracker, issue }) => issue !== undefined && wanted.has(keyOf(tracker, issue)))];
  }

  async pollCursors(feeds: readonly string[]) {
    return new Map(some(this.#rows().pollCursors, feeds).map(([feed, json]) => [feed, JSON.parse(json) as unknown]));
  }

  async writesAt(places: readonly WritePlace[]) {
    const open = [
      ...this.#rows()
        .intents.values()
        .filter((intent) => places.some((place) => mayLandAt(place, intent))),
    ];
    const items = places.flatMap((place) => place.items.map((item) => ({ tracker: place.tracker, item })));
    const cursors = valuesOf(
      this.#rows().journalCursors,
      places.map(({ feed = '', issue = '' }) => keyOf(feed, issue)),
    );
    return { claims: this.#claims(items), open: structuredClone(open), cursors };
  }

  async claims(items: readonly Pick<Claim, 'tracker' | 'item'>[]) {
    return this.#claims(items);
  }

  async resent(marks: readonly Pick<Resent, 'tracker' | 'mark'>[]) {
    const { claims, intents } = this.#rows();
    const wanted = new Set(marks.map(({ tracker, mark }) => keyOf(tracker, mark)));
    return [...claims.values()].flatMap(({ tracker, item, command, mark }) => {
      const intent = intents.get(keyOf(tracker, command));
      if (mark === undefined || !intent || !wanted.has(keyOf(tracker, mark))) return [];
      return [{ tracker, mark, item, session: intent.session }];
    });
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

  #claims(items: readonly Pick<Claim, 'tracker' | 'item'>[]) {
    const found = valuesOf(
      this.#rows().claims,
      items.map(({ tracker, item }) => keyOf(tracker, item)),
    );
    return found.map(({ tracker, item, command, chat }): Claim => ({ tracker, item, command, chat }));
  }
}

/** The entries of these keys, each once, where there are any. */
function some<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): [K, V][] {
  return [...new Set(keys)].flatMap((key) => {
    const value = map.get(key);
    return value === undefined ? [] : [[key, value] as [K, V]];
  });
}

const valuesOf = <K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): V[] => some(map, keys).map(([, value]) => value);
