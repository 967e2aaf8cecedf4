import {
  type ChatKey,
  chatOf,
  type DeskId,
  issueId,
  type IssueKey,
  issueKey,
  type MessageId,
  messageId,
  type TopicName,
} from '#contracts';
import type { Deed, Owned, Shown } from '#history';
import type { Attempt, Clock, LaneChange, LaneService, Work } from '#lane';
import type { SendCall } from '#ports/messenger';
import { createContinued } from './continued.js';

type Place = { topic: TopicName; lane: number; node: string };
type Sender = Place & { work: string };
type Sight = Omit<Shown, 'answered'> & { sender: Sender | undefined; cut: boolean; forgotten: boolean };

/** Of what no lane is known to have: whoever does it acts for a lane that is not theirs. */
const NO_LANE = -1;

/** What is seen of a run from outside of the product, as it happens. Times are monotonic ms. `laneOf`: which lane has this work. */
export function createObserved(clock: Pick<Clock, 'monotonic'>, laneOf: (topic: TopicName, work: string) => number) {
  const owned: Owned[] = [];
  const deeds: Deed[] = [];
  const sights: Sight[] = [];
  const firstOf = createContinued();
  /** What the first part of something shown was about, by its work. */
  const issues = new Map<string, IssueKey | undefined>();
  /** Whose attempt it is that must be sent by then. */
  const senders = new WeakMap<object, Sender>();
  /** Of each node and topic, what was finished, and when that was known. */
  const finished = new Map<string, Map<string, number>>();
  /** Attempts of which it was not known what became of them. */
  const unknown = new Set<string>();
  let looks = 0;
  /** Of each record the lane that has it to publish. */
  const outboxes = byTopic<number>();
  /** When a record was known to be on its way first: committed, or published. */
  const bornAt = new Map<string, number>();
  /** Records of which the database does not know any more what they came of. */
  const orphans = new Set<string>();
  /** Of each piece of work the lane that took it in. */
  const lanes = byTopic<number>();
  const did = ({ topic, lane, node }: Place, what: Deed['what'], about: string) =>
    void deeds.push({ topic, lane, node, at: clock.monotonic(), what, about });

  function finish({ topic, node }: Omit<Place, 'lane'>, work: string): void {
    const where = `${node} ${topic}`;
    const works = finished.get(where) ?? new Map<string, number>();
    finished.set(where, works);
    works.set(work, clock.monotonic());
  }
  const finishedAt = ({ sender }: Sight) => sender && finished.get(`${sender.node} ${sender.topic}`)?.get(sender.work);

  function born(ids: readonly string[]): void {
    for (const id of ids) if (!bornAt.has(id)) bornAt.set(id, clock.monotonic());
  }

  return {
    unknown: () => unknown.size,
    /** How often they were looked for. */
    readBacks: () => looks,
    owned: owned as readonly Owned[],
    deeds: deeds as readonly Deed[],
    took: ({ topic, lane, node }: Place) => void owned.push({ topic, lane, node, from: clock.monotonic() }),
    committed: (place: Place) => did(place, 'committed', 'a transaction'),
    /** These are in the outbox of a lane: from now on it is known whose publishing they are. */
    holds({ topic, lane }: Omit<Place, 'node'>, ids: Iterable<string>): void {
      for (const id of ids) outboxes[topic].set(id, lane);
    },
    /** A publish leaves its node. */
    published({ topic, node }: Omit<Place, 'lane'>, records: readonly { id: string }[]): void {
      born(records.map(({ id }) => id));
      const lanes = Map.groupBy(records, ({ id }) => outboxes[topic].get(id) ?? NO_LANE);
      for (const [lane, { length }] of lanes) did({ topic, lane, node }, 'published', `${length} records`);
    },
    /** What a node knows to be committed. */
    knows({ topic, lane, node }: Place, { newWork = [], work = [], publish = [] }: LaneChange<unknown>): void {
      for (const { id } of newWork) lanes[topic].set(id, lane);
      for (const { id } of publish) outboxes[topic].set(id, lane);
      for (const { id, to } of work) if (to === 'done') finish({ topic, node }, id);
    },
    /** These are committed, or on their way. */
    born,
    /** The database knows nothing any more of what was committed since then. */
    forgotten(since: number): void {
      for (const [id, at] of bornAt) if (at >= since) orphans.add(id);
      for (const sight of sights) {
        if (Math.max(sight.at, finishedAt(sight) ?? 0) >= since) sight.forgotten = true;
      }
      for (const works of finished.values()) for (const [id, at] of works) if (at >= since) works.delete(id);
    },
    /** The same service; what it sends is known by its work. */
    watched<T extends TopicName, R, S, C>(service: LaneService<T, R, S, C>, node: string): LaneService<T, R, S, C> {
      const { worker, topic } = service;
      if (!worker) return service;
      const run = (work: Work, attempt: Attempt, side: R) => {
        senders.set(attempt.sendBy, {
          topic,
          node,
          lane: lanes[topic].get(work.id) ?? laneOf(topic, work.id),
          work: work.id,
        });
        return worker.run(work, attempt, side);
      };
      const look = (work: Work, attempt: Attempt, side: R) => {
        if (!worker.look) throw new TypeError(`Nobody looks for ${work.kind} of ${topic}.`);
        unknown.add(`${work.id} ${attempt.number}`);
        looks += 1;
        return worker.look(work, attempt, side);
      };
      return { ...service, worker: { ...worker, run, ...(worker.look && { look }) } };
    },
    /** A call with an effect leaves its node. */
    sent({ sendBy }: Pick<SendCall, 'sendBy'>): void {
      const sender = senders.get(sendBy);
      if (!sender) return;
      did(sender, 'sent', sender.work);
    },
    /** A chat shows something new. `cut`: nobody will hear that it does. */
    shown(by: SendCall, chat: ChatKey, what: { message: string; text: string; edit: boolean; cut: boolean }): void {
      const { message, text, edit, cut } = what;
      const sight = { at: clock.monotonic(), chat, message: messageId(message), edit, text, cut };
      const sender = senders.get(by.sendBy);
      const forgotten = sender !== undefined && orphans.has(sender.work);
      const named = issueIn(chatOf(chat).desk, text);
      const first = sender ? firstOf(chat, sender.work) : '';
      if (sender?.work === first) issues.set(first, named);
      sights.push({ ...sight, issue: named ?? issues.get(first), sender, forgotten });
    },
    /** Since when the product knows that it showed this message, and what it is about; never, where it cannot. */
    knownSince(chat: ChatKey, message: MessageId): number {
      const sight = sights.findLast((one) => one.chat === chat && one.message === message);
      return sight && !sight.cut && !sight.forgotten ? (finishedAt(sight) ?? Infinity) : Infinity;
    },
    /** Of the sendings of one piece of work by one node only the last can have been the one that finished it. */
    shownInAll(): Shown[] {
      const last = new Map(sights.map((sight) => [keyOf(sight), sight]));
      return sights.map((sight) => {
        const isLast = last.get(keyOf(sight)) === sight;
        return { ...sight, answered: !sight.cut && isLast && finishedAt(sight) !== undefined };
      });
    },
  };
}

export type Observed = ReturnType<typeof createObserved>;

const keyOf = ({ sender, message }: Sight) =>
  sender ? `${sender.node} ${sender.topic} ${sender.work}` : `no work, message ${message}`;

const byTopic = <V>(): Record<TopicName, Map<string, V>> => ({
  'session-events': new Map(),
  'tracker-work': new Map(),
  deliveries: new Map(),
});

/** The issue a text says it is about, where it names one. */
function issueIn(desk: DeskId, text: string) {
  if (!text.includes('#')) return undefined;
  const numbers = [...new Set([...text.matchAll(/#(\d+)/g)].map(([, number]) => number ?? ''))];
  return numbers.length === 1 && numbers[0] ? issueKey(desk, issueId(numbers[0])) : undefined;
}
