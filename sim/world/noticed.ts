import type { TopicName } from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import type { Clock, LaneChange, Work } from '#lane';
import type { MemoryBroker } from '#lane/log/memory';
import type { MemoryDatabase } from '#lane/store/memory';
import { TOPICS } from './at-rest.js';
import { watchWindows } from './early-windows.js';
import { watchOwners } from './living-owners.js';
import { createObserved } from './observed.js';
import { watchPolls } from './one-poller.js';
import { watchPublishing } from './publishing-in-turn.js';
import type { createTrace } from './trace.js';
import { watchWork } from './work-in-turn.js';

/** So long after it stood still, or its database went back, a node may go on with what it had begun. */
export const FINDS_OUT_MS = 1_000;

/** By a database whose clock has jumped an owner is gone at once; so long after that it has found out, too. */
const OTHERS_BEGIN_MS = 6_000;

type Place = { topic: TopicName; lane: number; node: string };

/** What is noticed within a run, as it happens: what each node did and committed, and what none of them was to do. */
export function createNoticed(of: {
  clock: Pick<Clock, 'monotonic'>;
  trace: ReturnType<typeof createTrace>;
  broker: MemoryBroker;
  database: MemoryDatabase<CorrelationReads, CorrelationWrite>;
  lanes: number;
  /** It runs, and has done so for a while. */
  isRunning: (node: string) => boolean;
  /** Nothing keeps it from doing at once what it has decided. */
  isSteady: (node: string) => boolean;
}) {
  const { clock, trace, broker, database, lanes, isRunning, isSteady } = of;
  const failures: string[] = [];
  const tooSoon: string[] = [];
  const firedEarly: string[] = [];
  const takenFromLiving: string[] = [];
  const outOfTurn: string[] = [];
  const doubles: Work[] = [];
  const epochs = new Map<string, number>();
  let wentBackAt = -Infinity;
  let jumpedAt = -Infinity;

  const each = Array.from({ length: lanes }, (_, lane) => lane);
  const laneWith = (topic: TopicName, work: string) =>
    each.findIndex((lane) => database.lane(topic, lane).work.has(work));
  const beside = (topic: TopicName, work: string) =>
    database.lane(topic, Math.max(0, laneWith(topic, work))).work.values();
  const outboxesOf = (topic: TopicName, ids: readonly string[]) =>
    each.flatMap((lane) => {
      const { epoch, outbox } = database.lane(topic, lane);
      return ids.some((id) => outbox.has(id)) ? [{ at: `${topic}/${lane}, epoch ${epoch}`, rows: outbox }] : [];
    });
  const say = (what: string) => {
    if (clock.monotonic() - wentBackAt < FINDS_OUT_MS) return;
    outOfTurn.push(`out of turn: ${what}`);
    trace.note(`out of turn: ${what}`);
  };

  const observed = createObserved(clock, laneWith);
  const owners = watchOwners(clock);
  const windowsAfter = watchWindows(clock, broker, isSteady);
  const work = watchWork(clock, beside, say);

  return {
    observed,
    owners,
    work,
    publishes: watchPublishing(outboxesOf, say),
    polls: watchPolls(isRunning, (what) => clock.monotonic() - jumpedAt < OTHERS_BEGIN_MS || say(what)),
    say,
    /** Engines that stopped by themselves. */
    failures: failures as readonly string[],
    /** Who came back sooner than they were told to. */
    tooSoon: tooSoon as readonly string[],
    /** Windows that ended before all was read that belonged to them. */
    firedEarly: firedEarly as readonly string[],
    /** Lanes taken from owners who were alive. Where Redis forgets, or fails, that may be. */
    takenFromLiving: takenFromLiving as readonly string[],
    /** What was done though its turn was not yet, or was over. */
    outOfTurn: outOfTurn as readonly string[],
    /** Sendings that may have come twice, as the product counts them. */
    doubles: doubles as readonly Work[],
    /** A fetch of a node has finished. */
    fetched({ topic, lane, node }: Place): void {
      if (topic === 'session-events') windowsAfter.fetched({ lane, node });
    },
    /** A node knows that it has committed this. */
    committed(place: Place, change: LaneChange<CorrelationWrite>): void {
      observed.knows(place, change);
      work.committed(place.topic, change);
      if (place.topic === 'session-events') {
        firedEarly.push(...windowsAfter.committed(place, database.lane(place.topic, place.lane), change));
      }
      trace.note(`${place.node} commits ${place.topic}/${place.lane} ${summaryOf(change)}`);
    },
    /** A lane's transaction is committed: its node hears of it in a while, if it does. */
    wrote({ topic, lane, node }: Place): void {
      observed.committed({ topic, lane, node });
      if (topic === 'session-events') windowsAfter.wrote(lane, database.lane(topic, lane).serial);
    },
    /** A node was not told that something is committed. */
    unheard(topic: TopicName, lane: number): void {
      if (topic === 'session-events') windowsAfter.lost(lane, database.lane(topic, lane).serial);
    },
    /** A node has said that it holds the lane no more. */
    letGo(topic: TopicName, lane: number, node: string): void {
      if (database.lane(topic, lane).holder !== undefined) return;
      const holder = owners.clears(`${topic}/${lane}`, node);
      if (holder) say(`${node} says that nobody holds lane ${lane} of ${topic}, which ${holder} does`);
    },
    /** The lane was asked for, and may have a new owner. */
    ownerOf(topic: TopicName, lane: number): void {
      const { holder: node, epoch } = database.lane(topic, lane);
      if (node === undefined || epochs.get(`${topic}/${lane}`) === epoch) return;
      epochs.set(`${topic}/${lane}`, epoch);
      observed.took({ topic, lane, node });
      if (topic === 'session-events') windowsAfter.took({ lane, node });
      const from = owners.takes(`${topic}/${lane}`, node);
      if (from) takenFromLiving.push(`taken: ${node} took lane ${lane} of ${topic} while ${from} held it`);
      trace.note(`${node} takes ${topic}/${lane}, epoch ${epoch}`);
    },
    failed(node: string, error: Error): void {
      failures.push(`${node} failed: ${error.message}`);
      trace.note(`${node} fails: ${error.message}`);
    },
    cameTooSoon(node: string, to: string): void {
      tooSoon.push(`too soon: ${node} came back to ${to} before it was to`);
      trace.note(`${node} comes back to ${to} too soon`);
    },
    mayDouble(work: Work): void {
      doubles.push(work);
      trace.note(`${work.id} may come twice`);
    },
    /** The clock of the database is another. */
    jumped(): void {
      jumpedAt = clock.monotonic();
    },
    /** Whether the database ever was what it had been before. */
    hasGoneBack: () => wentBackAt > -Infinity,
    /** The database becomes what it was then. */
    goBackTo(since: number, failOver: () => void): void {
      observed.born(TOPICS.flatMap((topic) => each.flatMap((lane) => [...database.lane(topic, lane).outbox.keys()])));
      failOver();
      trace.note(`the database fails over to what it was ${clock.monotonic() - since} ms ago`);
      wentBackAt = clock.monotonic();
      epochs.clear();
      windowsAfter.forget();
      observed.forgotten(since);
    },
  };
}

/** What a commit wrote, short: ids, never words. */
function summaryOf({ states = [], newWork = [], work = [], publish = [], dead = [] }: LaneChange<unknown>): string {
  const parts: string[] = [];
  for (const { key } of states) parts.push(`state ${key}`);
  for (const { id } of newWork) parts.push(`work ${id}`);
  for (const { id, to } of work) parts.push(`${id} ${to}`);
  for (const { id } of publish) parts.push(`out ${id}`);
  for (const { cause } of dead) parts.push(`dead: ${cause}`);
  return parts.join(', ');
}
