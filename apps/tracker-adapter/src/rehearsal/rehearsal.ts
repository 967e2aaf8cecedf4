import {
  accountId,
  type Action,
  chatOf,
  type ChatFile,
  type CommandOutcome,
  type Delivery,
  type DeskId,
  fromBytes,
  issueKey,
  issueId,
  type IssueTarget,
  makeRecord,
  messageId,
  plain,
  type RecordId,
  toBytes,
  type TopicRecord,
  workKey,
} from '#contracts';
import {
  coalescedReads,
  readsThrough,
  type CorrelationReads,
  type CorrelationWrite,
  memoryCorrelation,
} from '#correlation';
import { createEngine, type LaneChange, laneOf } from '#lane';
import { MemoryBroker } from '#lane/log/memory';
import { virtualClock } from '#lane/rehearsal';
import { createMemoryStore, MemoryDatabase } from '#lane/store/memory';
import { planReplay } from '#dead-letters';
import { MessengerError } from '#ports/messenger';
import { silent } from '#telemetry';
import { createWire, type Request, MemoryServer, type Wire } from '#trackers/memory';
import { trackerWork } from '../lane.js';
import { createDirectories } from '../work/directories.js';
import { createSeal, sealingKey } from '#seal';
import { createServiceAccounts } from '../work/service-accounts.js';
import type { ChatFiles } from './chat-files.js';
import { memoryDesk } from './memory-desk.js';
import { ANNA, BORIS, DESK, linkOf, PEOPLE, sessionOfWriter, type Writer } from './people.js';

const LANES = 2;
const LATENCY_MS = 10;
export const ENDPOINT = 'memory:tracker.example';
/** A project that is not open to customers. */
export const OFFICE = { id: '2', name: 'Office', members: ['boris'] };
const DAY_MS = 86_400_000;

/** `also`: a command carries the messages of others, too, by how many messages those are back; `instead`: those of one other alone. */
type More = { also?: readonly number[]; instead?: number; anew?: boolean };

type Options = {
  links?: readonly Writer[];
  giveUpAfterMs?: number;
  /** What the tracker's clock says when it is `now`. */
  trackerTime?: (now: number) => number;
  /** How long a request is on its way to the tracker, and an answer back. */
  latencyMs?: number;
};

/**
 * The tracker-adapter on its lanes, before a tracker in memory and on a clock that stands still until it is turned: people
 * send commands, the wire loses what it is told to lose, and what was published is kept.
 */
export class Rehearsal {
  readonly clock = virtualClock();
  readonly wire: Wire;
  readonly server: MemoryServer;
  readonly correlation = memoryCorrelation();
  readonly outcomes: CommandOutcome[] = [];
  readonly deliveries: Delivery[] = [];
  readonly files: ChatFiles = new Map();
  /** The desks of the next node. */
  configured: readonly { id: DeskId; endpoint: string }[] = [{ id: DESK, endpoint: ENDPOINT }];
  /** Engines that stopped by themselves. There must be none. */
  readonly failures: Error[] = [];
  /** What workers have read from the database, a statement each. */
  readonly statements: string[] = [];
  /** What the operator is told: warnings and worse. */
  readonly logged: string[] = [];
  /** What people's own credentials are kept with. */
  readonly seal = createSeal([sealingKey('the secret of a rehearsal')]);
  readonly #broker = new MemoryBroker({ clock: this.clock, lanes: LANES });
  readonly #database: MemoryDatabase<CorrelationReads, CorrelationWrite>;
  readonly #client = this.#broker.connect();
  readonly giveUpAfterMs: number;
  readonly #logger = {
    ...silent,
    warn: (_facts: object, words: string) => void this.logged.push(words),
    error: (_facts: object, words: string) => void this.logged.push(words),
  };
  #sent = 0;
  #replays = 0;
  #nodes = 0;
  kill: () => void = () => undefined;

  constructor({
    links = [ANNA, BORIS],
    giveUpAfterMs = 7 * DAY_MS,
    trackerTime = (now) => now,
    latencyMs = LATENCY_MS,
  }: Options = {}) {
    this.giveUpAfterMs = giveUpAfterMs;
    this.wire = createWire(this.clock, latencyMs);
    this.server = new MemoryServer({
      time: { ...this.clock, now: () => trackerTime(this.clock.now()) },
      people: PEOPLE,
      projects: [{ id: '1', name: 'Web shop', members: ['boris', 'anna'] }, OFFICE],
    });
    this.correlation.apply(links.map((writer) => ({ kind: 'link', row: linkOf(writer) })));
    this.#database = new MemoryDatabase({ clock: this.clock, side: this.correlation });
  }

  /** A node starts, with these desks, which are followed. */
  async start(): Promise<void> {
    this.#nodes += 1;
    const clock = this.clock.node();
    const hooks = { at: () => new Promise<void>((resolve) => void clock.after(0, resolve)) };
    const store = createMemoryStore({ database: this.#database, hooks });
    const context = {
      desks: new Map(this.configured.map((desk) => [desk.id, memoryDesk(this, desk)])),
      clock,
      logger: this.#logger,
      reads: coalescedReads(
        readsThrough(this.correlation.reads, (read, name) => (this.statements.push(name), read())),
        clock,
      ),
      directories: createDirectories(clock),
      serviceAccounts: createServiceAccounts(clock),
      seal: this.seal,
    };
    const engine = createEngine({
      service: trackerWork(context),
      log: this.#broker.connect(clock),
      group: 'tracker-adapter',
      store,
      clock,
      random: () => 0.5,
      logger: silent,
      holder: `node-${this.#nodes}`,
      inboxKeepsMs: 8 * DAY_MS,
      observe: { committed: (_lane, change) => this.#keep(change) },
    });
    this.kill = () => {
      clock.kill();
      store.crash();
    };
    void engine.start((error) => this.failures.push(error));
    for (const { id, endpoint } of this.configured) await this.follow(id, endpoint);
    await this.advance(2_000);
  }

  /** Another node has every lane for a moment. */
  async loseLanes(): Promise<void> {
    const store = createMemoryStore({ database: this.#database });
    for (let lane = 0; lane < LANES; lane += 1) {
      const taken = await store.take('tracker-work', lane, { holder: 'another', leaseHeld: true });
      if (taken.kind === 'taken') await store.letGo(taken.own);
    }
  }

  /** A node somewhere says that this desk is configured. */
  async follow(desk: DeskId, tracker: string): Promise<void> {
    const fields = { key: desk, at: this.clock.now(), causes: [desk, tracker], ordinal: 0, edge: true };
    await this.#publish(makeRecord('tracker-work', 'follow.v1', { ...fields, body: { desk, tracker } }));
  }

  advance = (ms: number) => this.clock.advance(ms);

  create(who: Writer, subject: string, text = ''): Promise<RecordId> {
    return this.send(who, { kind: 'create', subject, words: { text: plain(text), files: [] } });
  }

  comment(who: Writer, target: IssueTarget, text: string, files: ChatFile[] = []): Promise<RecordId> {
    return this.send(who, { kind: 'comment', target, words: { text: plain(text), files }, private: false });
  }

  /** From here on a replica lags behind; calling what is returned makes it the database. */
  replica = (): (() => void) => this.#database.replica();

  /** What a person's session sends; resolves with the command's id once it is in the log. */
  async send({ name, chat, user, account }: Writer, action: Action, more: More = {}): Promise<RecordId> {
    const { also = [], instead = 0, ...rest } = more;
    this.#sent += 1;
    const at = this.clock.now();
    const acting = account
      ? ({ kind: 'account', account: accountId(account.id), login: account.login, name: account.name } as const)
      : ({ kind: 'shared' } as const);
    const session = sessionOfWriter({ name, chat, user });
    const messages = [...also, instead].map((back) => messageId(this.#sent - back));
    const { desk } = chatOf(chat);
    const body = { desk, chat, session, sender: { user, name }, acting, messages, at, action, ...rest };
    const key = account ? workKey(desk, accountId(account.id)) : chat;
    const causes = [`message ${this.#sent}`];
    const record = makeRecord('tracker-work', 'command.v1', { key, at, causes, ordinal: 0, body });
    await this.#publish(record);
    return record.id;
  }

  /** As a webhook would say it. */
  async hint(issue: string, ...more: string[]): Promise<void> {
    const body = { desk: DESK, issue, why: 'webhook' as const };
    const fields = {
      key: issueKey(DESK, issueId(issue)),
      at: this.clock.now(),
      causes: [issue, ...more] as const,
      ordinal: 0,
      body,
    };
    await this.#publish(makeRecord('tracker-work', 'hint.v1', fields));
  }

  target = (id: string) => ({ issue: issueId(id) });

  /** The chat hands out a file of this name, which holds it. */
  lendFile = (name: string) => void this.files.set(name, Buffer.from(name));
  busyFile = (name: string) => void this.files.set(name, new MessengerError('unavailable', 'not now'));

  openIntents = (issue: string) =>
    this.correlation.reads.writesAt([{ tracker: ENDPOINT, issue: issueId(issue), items: [] }]);
  claimsOf = (items: readonly string[]) =>
    this.correlation.reads.claims(items.map((item) => ({ tracker: ENDPOINT, item })));

  /** Why someone was or was not shown each change of an issue. */
  async whyOf(issue: string, login: string): Promise<Record<string, string>> {
    const { id } = this.server.personNamed(login);
    const decisions = await this.correlation.reads.decisions(DESK, issueId(issue));
    const theirs = decisions.filter(({ account }) => account === id);
    return Object.fromEntries(theirs.map(({ change, why }) => [change, why]));
  }

  /** What was given up and not replayed since, in its order. */
  letters = () =>
    Array.from({ length: LANES }, (_, lane) => [...this.#database.lane('tracker-work', lane).dead.values()]).flat();

  /** An operator replays every letter; those are none any more. */
  async replay(): Promise<void> {
    this.#replays += 1;
    for (const letter of this.letters()) {
      const { offset, kind, trace, whose } = letter;
      const open = { number: 1, standing: 'open' as const, history: [], replay: undefined, replays: this.#replays };
      const plan = planReplay({ ...letter, ...whose, ...open, offset, kind, trace }, this.clock.now());
      if (plan.kind === 'stays') throw new Error(plan.why);
      this.#database.lane('tracker-work', letter.lane).dead.delete(letter.id);
      await this.#publish(plan.record);
    }
  }

  outcomesOf = (command: RecordId) =>
    this.outcomes.filter((one) => one.command === command).map(({ outcome }) => outcome);

  /** The words shown in a chat, oldest first: values of phrases that carry text. */
  shownTo({ chat }: Writer): string[] {
    const shown = this.deliveries.filter((delivery) => delivery.chat === chat);
    return shown.flatMap(({ what }) => ('lines' in what ? [JSON.stringify(what.lines)] : [what.kind]));
  }

  textsOf = (issue: string) => this.server.issues.get(issue)?.journals.map(({ text }) => text) ?? [];

  async #publish(record: TopicRecord): Promise<void> {
    const row = { ...toBytes(record), id: record.id, topic: record.topic, lane: laneOf(record.key, LANES) };
    const publishing = this.#client.publish([row], { wall: Infinity, monotonic: Infinity });
    await this.advance(100);
    await publishing;
  }

  #keep({ publish = [] }: LaneChange<CorrelationWrite>): void {
    for (const { topic, key, value } of publish) {
      if (topic === 'session-events') {
        const parsed = fromBytes(topic, { key, value });
        if (parsed.ok && parsed.record.kind === 'outcome.v1') this.outcomes.push(parsed.record.body);
      } else if (topic === 'deliveries') {
        const parsed = fromBytes(topic, { key, value });
        if (parsed.ok && parsed.record.kind === 'delivery.v1') this.deliveries.push(parsed.record.body);
      }
    }
  }
}

export const isWrite = ({ method, path }: Request) => method !== 'GET' && path !== '/uploads';

/** A desk that is followed, and an issue of Anna's. */
export async function begin(rehearsal = new Rehearsal()) {
  await rehearsal.start();
  const creation = await rehearsal.create(ANNA, 'The shop is slow', 'Since this morning.');
  await rehearsal.advance(1_000);
  const [id = ''] = rehearsal.server.issues.keys();
  return { rehearsal, creation, issue: rehearsal.target(id), id };
}
