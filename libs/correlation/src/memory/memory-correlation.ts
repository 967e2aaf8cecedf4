import type { ChatKey, CommandId, DeskId, IssueId, UserKey } from '#contracts';
import { keyOf } from '../key.js';
import type {
  Claim,
  CorrelationReads,
  CorrelationWrite,
  Creation,
  Link,
  MessageAbout,
  Resent,
  WritePlace,
} from '../port.js';
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
    const desksOf = Map.groupBy(accounts, ({ account }) => account);
    return found(this.#rows().links, (link) => desksOf.get(link.account)?.some(({ desk }) => desk === link.desk));
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
    const trackersOf = Map.groupBy(issues, ({ issue }) => issue);
    const isWanted = ({ tracker, issue }: Creation) =>
      issue !== undefined && trackersOf.get(issue)?.some((one) => one.tracker === tracker);
    return found(this.#rows().created, isWanted);
  }

  async pollCursors(feeds: readonly string[]) {
    return new Map(some(this.#rows().pollCursors, feeds).map(([feed, json]) => [feed, JSON.parse(json) as unknown]));
  }

  async writesAt(places: readonly WritePlace[]) {
    const open = found(
      this.#rows().intents,
      (intent) => intent.open && places.some((place) => mayLandAt(place, intent)),
    );
    const items = places.flatMap((place) => place.items.map((item) => ({ tracker: place.tracker, item })));
    const cursors = valuesOf(
      this.#rows().journalCursors,
      places.map(({ feed = '', issue = '' }) => keyOf(feed, issue)),
    );
    return { claims: this.#claims(items), open, cursors };
  }

  async claims(items: readonly Pick<Claim, 'tracker' | 'item'>[]) {
    return this.#claims(items);
  }

  async resent(marks: readonly Pick<Resent, 'tracker' | 'mark'>[]) {
    const { claims, intents } = this.#rows();
    const wanted = new Set(marks.map(({ tracker, mark }) => keyOf(tracker, mark)));
    const marked = found(claims, ({ tracker, mark }) => mark !== undefined && wanted.has(keyOf(tracker, mark)));
    return marked.flatMap(({ tracker, item, command, mark }) => {
      const intent = intents.get(keyOf(tracker, command));
      return mark === undefined || !intent ? [] : [{ tracker, mark, item, session: intent.session }];
    });
  }

  async blocked(chats: readonly ChatKey[]) {
    return new Map(some(this.#rows().blocked, chats));
  }

  async shown(chats: readonly ChatKey[]) {
    return new Map(some(this.#rows().shown, chats));
  }

  async decisions(desk: DeskId, issue: IssueId) {
    const decisions = found(this.#rows().decisions, (one) => one.issue === issue && one.desk === desk);
    return decisions.sort((a, b) => a.at - b.at);
  }

  #claims(items: readonly Pick<Claim, 'tracker' | 'item'>[]) {
    const claims = valuesOf(
      this.#rows().claims,
      items.map(({ tracker, item }) => keyOf(tracker, item)),
    );
    return claims.map(({ tracker, item, command, chat }): Claim => ({ tracker, item, command, chat }));
  }
}

/** The rows of which this holds. All of a table are looked at, often: so it costs next to nothing to pass one over. */
function found<V>(table: ReadonlyMap<string, V>, isWanted: (row: V) => boolean | undefined): V[] {
  const rows: V[] = [];
  table.forEach((row) => void (isWanted(row) && rows.push(row)));
  return rows;
}

/** The entries of these keys, each once, where there are any. */
function some<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): [K, V][] {
  const entries: [K, V][] = [];
  for (const key of keys.length > 1 ? new Set(keys) : keys) {
    const value = map.get(key);
    if (value !== undefined) entries.push([key, value]);
  }
  return entries;
}

const valuesOf = <K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): V[] => some(map, keys).map(([, value]) => value);
