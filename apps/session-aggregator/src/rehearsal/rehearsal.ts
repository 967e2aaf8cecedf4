import {
  fromBytes,
  makeRecord,
  messageId,
  plain,
  sessionKey,
  toBytes,
  type ChatFile,
  type ChatKey,
  type Command,
  type CommandId,
  type CommandOutcome,
  type Happening,
  type MessageHappening,
  type MessageId,
  type Outcome,
  type TopicRecord,
  type UserKey,
} from '#contracts';
import type { CorrelationWrite, Link } from '#correlation';
import type { Step } from '#lane';
import { Session } from '../domain/session.js';
import type { DeskOptions } from '../domain/options.js';
import { ANNA, ANNAS_LINK, DESK_OPTIONS, PRIVATE_CHAT } from './desk.js';
import { RehearsalLane } from './lane.js';
import { Screen } from './screen.js';

export type Sent = Command & { id: CommandId; key: string };
type Event = TopicRecord<'session-events'>;
type Given = { options?: Partial<DeskOptions>; links?: readonly Link[]; chat?: ChatKey; user?: UserKey };

/** A person writing in a chat, and the tracker answering when told to: a whole conversation without anything real. */
export class Rehearsal {
  readonly lane: RehearsalLane;
  readonly screen = new Screen();
  /** Every command sent, oldest first. */
  readonly sent: Sent[] = [];
  readonly records: TopicRecord[] = [];
  readonly chat: ChatKey;
  readonly #user: UserKey;
  now = 1_000_000;
  /** How far the clock of the gateway that hears what is said next is ahead of the messenger's (ms). */
  gatewayAhead = 0;
  #made = 0;

  constructor({ options, links = [ANNAS_LINK], chat = PRIVATE_CHAT, user = ANNA }: Given = {}) {
    this.lane = new RehearsalLane({ ...DESK_OPTIONS, ...options }, links);
    this.chat = chat;
    this.#user = user;
  }

  async write(text: string, with_: Partial<Omit<MessageHappening, 'kind' | 'text'>> = {}): Promise<MessageId> {
    const message = messageId(`${++this.#made}`);
    await this.update({ kind: 'message', message, text: plain(text), files: [], ...with_ });
    return message;
  }

  bot = (name: string, args = '', with_: Partial<MessageHappening> = {}) =>
    this.write(`/${name} ${args}`.trim(), { command: { name, args }, ...with_ });
  edit = (message: MessageId, text: string) => this.update({ kind: 'edited', message, text: plain(text) });

  /** Presses the button with this label in the message shown last; returns the toast. */
  async press(label: string, user?: UserKey): Promise<string | undefined> {
    const button = this.screen.last?.buttons.flat().find((shown) => shown.label === label);
    if (!button?.token) throw new Error(`no button ${label} among ${JSON.stringify(this.labels())}`);
    return this.pressToken(button.token, user);
  }

  /** `on`: which message it is on; a messenger need not say. */
  async pressToken(token: string, user?: UserKey, on?: MessageId): Promise<string | undefined> {
    const press = `press ${++this.#made}`;
    await this.update({ kind: 'pressed', press, token, ...(on !== undefined && { message: on }) }, user);
    return this.screen.answers.get(press)?.[0];
  }

  /** Lets time pass; windows that end meanwhile are fired. */
  async wait(ms: number): Promise<void> {
    this.now += ms;
    for (let key = this.lane.dueBy(this.now); key; key = this.lane.dueBy(this.now))
      this.#effects(await this.lane.fire(key));
  }

  /** The tracker answers a command: the last one, unless told otherwise. */
  async answer(outcome: Outcome, to: Sent | undefined = this.sent.at(-1)): Promise<void> {
    if (!to) throw new Error('no command was sent');
    const { session, messages, chat, id } = to;
    const action = to.action.kind;
    if (outcome.kind === 'confirmed' && outcome.result.kind === 'linked') this.link();
    if (action === 'settle-doubt') throw new Error('a settled doubt has no outcome of its own');
    const body: CommandOutcome = { command: id, session, action, messages, outcome };
    const fields = { key: chat, at: this.now, causes: [`outcome ${++this.#made}`], ordinal: 0, body };
    await this.take(makeRecord('session-events', 'outcome.v1', fields));
  }

  /** What the tracker's side writes with the outcome of a proof. */
  link = () =>
    this.lane.correlation.apply([{ kind: 'link', row: { ...ANNAS_LINK, user: this.#user, chat: this.chat } }]);

  async update(what: Happening, user: UserKey = this.#user): Promise<void> {
    const { now } = this;
    const receivedAt = now + this.gatewayAhead;
    const chatKind = this.chat === PRIVATE_CHAT ? ('private' as const) : ('group' as const);
    const sender = { user, name: user === ANNA ? 'Anna' : 'Mark', language: 'en' };
    const body = { chat: this.chat, chatKind, sender, at: now, receivedAt, what };
    const fields = { key: this.chat, at: receivedAt, causes: [`update ${++this.#made}`], ordinal: 0, body };
    await this.take(makeRecord('session-events', 'update.v1', fields));
  }

  async take(record: Event): Promise<void> {
    this.#effects(await this.lane.take(record));
  }

  /** The labels of the message shown last, row by row. */
  labels = () => this.screen.last?.buttons.map((row) => row.map(({ label }) => label));
  text = () => this.screen.last?.text;
  /** The session as stored; absent before anything happened. Throws where it does not parse. */
  session = (): Session | undefined => {
    const stored = this.lane.states.get(sessionKey(this.chat, this.#user));
    return stored && Session.parse(JSON.parse(stored.json));
  };
  sentOf = <K extends Command['action']['kind']>(kind: K) => this.sent.filter(({ action }) => action.kind === kind);

  #effects({ publish = [] }: Step<CorrelationWrite>): void {
    for (const made of publish) {
      const parsed = fromBytes(made.topic, toBytes(made));
      if (!parsed.ok) throw new Error(`a ${made.kind} that does not parse: ${parsed.cause}`);
      const { record } = parsed;
      this.records.push(made);
      if (record.kind === 'command.v1') this.sent.push({ ...record.body, id: record.id, key: record.key });
      if (record.kind === 'delivery.v1') this.lane.correlation.apply(this.screen.show(record.body));
    }
  }
}

export const file = (name: string): ChatFile => ({ ref: `ref of ${name}`, name });
