import { z } from 'zod';
import { type AccountId, type ChatKey, workKey } from '#contracts';
import type { Deed, Owned } from '#history';
import { laneOf } from '#lane';
import type { Exchange } from '#testkit/proxies';
import type { LaneEntry } from '../ground/lane-book.js';
import type { Published } from '../ground/hear-publishing.js';
import type { Node } from '../ground/nodes.js';
import type { Source } from '../ground/outbox-book.js';
import { type Desk, deskCalling, LANES } from '../people/desk.js';
import { nameIn } from './items.js';

/** Whose words a write may hold; `login`: of who has an account of their own. */
export type Writer = { desk: Desk; name: string; chat: ChatKey; account: AccountId; login: string | undefined };

export type Seen = {
  book: readonly LaneEntry[];
  exchanges: Record<'tracker' | 'messenger', readonly Exchange[]>;
  published: readonly Published[];
  sources: readonly Source[];
  nodes: readonly Pick<Node, 'name' | 'service' | 'address'>[];
  people: readonly Writer[];
};

const METHOD = /^\/bot[^/]+\/(send|edit|copy|forward|delete|set)(\w+)/;
/** Gone after five seconds, and of no consequence. */
const TYPING = 'ChatAction';
const ToChat = z.object({ chat_id: z.coerce.number() });
const Write = z.object({ issue: z.object({ description: z.string().optional(), notes: z.string().optional() }) });

/**
 * Which node had which lane when, and what it was seen to do for lanes: commits by Postgres, publishing before the brokers,
 * sendings by where they arrived.
 */
export function ownershipIn({ book, exchanges, nodes, people, ...log }: Seen): { owned: Owned[]; deeds: Deed[] } {
  const names = new Map(nodes.map(({ address, name }) => [address, name]));
  const entries = book.map((entry) => ({ ...entry, node: names.get(entry.address) ?? entry.address }));
  const owned = entries.flatMap(({ what, at: from, topic, lane, node }) =>
    what === 'took' ? [{ topic, lane, node, from }] : [],
  );
  const committed = entries.flatMap(({ what, at, topic, lane, node, epoch }): Deed[] =>
    what === 'committed' ? [{ topic, lane, node, at, what, about: `a transaction under epoch ${epoch}` }] : [],
  );
  const by = (service: Node['service'], { from }: Exchange) =>
    nodes.find((node) => node.address === from && node.service === service)?.name;
  const keyOf = keyIn(people);
  const shown = exchanges.messenger.flatMap((exchange): Deed[] => {
    const node = by('notifier', exchange);
    const [, , what] = METHOD.exec(exchange.path) ?? [];
    const to = what && what !== TYPING ? ToChat.safeParse(parsed(exchange.body)).data : undefined;
    if (node === undefined || !to) return [];
    const chat = deskCalling(exchange.path).chatOf(to.chat_id);
    const about = `${exchange.path.split('/').at(-1)} in ${chat}`;
    return [{ topic: 'deliveries', lane: laneOf(chat, LANES), node, at: exchange.at, what: 'sent', about }];
  });
  const written = exchanges.tracker.flatMap((exchange): Deed[] => {
    const node = exchange.method === 'GET' ? undefined : by('tracker-adapter', exchange);
    const key = node && keyOf(exchange);
    if (node === undefined || key === undefined) return [];
    const lane = laneOf(key, LANES);
    const about = `${exchange.method} ${exchange.path}`;
    return [{ topic: 'tracker-work', lane, node, at: exchange.at, what: 'sent', about }];
  });
  return { owned, deeds: [...committed, ...publishedIn(log, names), ...shown, ...written] };
}

/** What a gateway publishes is of no lane. */
function publishedIn({ published, sources }: Pick<Seen, 'published' | 'sources'>, names: ReadonlyMap<string, string>) {
  const lanes = new Map(sources.map(({ id, topic, lane }) => [id, { topic, lane }]));
  return published.flatMap(({ at, from, ids }) =>
    ids.flatMap((about): Deed[] => {
      const source = lanes.get(about);
      return source ? [{ ...source, node: names.get(from) ?? from, at, what: 'published', about }] : [];
    }),
  );
}

/** What a write is kept in order by: the account that it is made by, or, where that is shared, the chat of whom it names. */
function keyIn(people: readonly Writer[]): (write: Exchange) => string | undefined {
  const byName = new Map(people.map((one) => [one.name, one.chat]));
  const byLogin = new Map(people.flatMap((one) => (one.login === undefined ? [] : [[one.login, one]])));
  return ({ headers, body }) => {
    const login = headers['x-redmine-switch-user'];
    const writer = byLogin.get(String(login));
    if (writer) return workKey(writer.desk.id, writer.account);
    const { issue } = Write.safeParse(parsed(body)).data ?? {};
    return byName.get(nameIn(issue?.description ?? issue?.notes ?? '') ?? '');
  };
}

/** What is not JSON is nobody's sending. */
export function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
