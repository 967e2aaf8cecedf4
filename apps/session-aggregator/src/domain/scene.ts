import {
  makeRecord,
  workKey,
  type Acting,
  type Action,
  type ChatKey,
  type CommandId,
  type DeskId,
  type IssueId,
  type MessageId,
  type Phrase,
  type SessionKey,
  type Showing,
  type TopicRecord,
  type UserKey,
} from '#contracts';
import type { CorrelationWrite, Link, MessageAbout } from '#correlation';
import type { DeskOptions } from './options.js';
import type { Dialog, Session } from './session.js';

/** What a batch had to be read for. */
export type Context = {
  links: ReadonlyMap<UserKey, Link>;
  /** What messages replied to are about, by `aboutKey`. */
  abouts: ReadonlyMap<string, MessageAbout>;
  created: ReadonlyMap<CommandId, IssueId>;
};
export const aboutKey = (chat: ChatKey, message: MessageId) => JSON.stringify([chat, message]);

/** One event being worked out: the session as it becomes, and what has come of it so far. Lives for one call. */
export type Scene = {
  readonly key: SessionKey;
  readonly chat: ChatKey;
  readonly user: UserKey;
  readonly desk: DeskId;
  readonly options: DeskOptions;
  readonly linkCode: (recordId: string) => string;
  readonly now: number;
  /** What was born before (ms) may have been worked out already, for a database that is no more; else 0. */
  readonly againBefore: number;
  readonly causes: readonly [string, ...string[]];
  readonly trace: string | undefined;
  readonly context: Context;
  /** The message whose button was pressed, where one was. */
  readonly pressedOn: MessageId | undefined;
  session: Session;
  /** How many records were made: the next one's ordinal. */
  made: number;
  readonly publish: TopicRecord<'tracker-work' | 'deliveries'>[];
  readonly side: CorrelationWrite[];
  /** Why nothing was done about it, if nothing was: a name, never a value. */
  ignored?: string;
};

/** In whose name this person's commands run; `undefined`: nobody's, they must be asked for a link. */
export function actingOf(scene: Scene): Acting | undefined {
  return accountOf(scene) ?? (scene.options.unknownPeople === 'allow' ? { kind: 'shared' } : undefined);
}

/** The account this person has proved. */
export function accountOf({ context, user }: Scene): Acting | undefined {
  const link = context.links.get(user);
  return link && { kind: 'account', account: link.account, login: link.login, name: link.accountName };
}

/** In a group everyone reads along: issues and projects that only this person may see are not listed there. */
export const mayBrowse = ({ session }: Scene): boolean => session.chatKind === 'private';

/** The key of commands that run in this name: order is kept within it. */
export const workKeyOf = (scene: Scene, acting: Acting): string =>
  acting.kind === 'account' ? workKey(scene.desk, acting.account) : scene.chat;

export type Order = {
  acting: Acting;
  key?: string;
  messages?: readonly MessageId[];
  at?: number | undefined;
  anew?: boolean;
};

/** Sends a command to the tracker; its id is how its outcome will be known. */
export function command(
  scene: Scene,
  action: Action,
  { acting, key, messages = [], at = scene.now, anew }: Order,
): CommandId {
  const { desk, chat, session, causes, trace, now } = scene;
  const of = { desk, chat, session: scene.key, sender: session.sender, acting, messages: [...messages] };
  const record = makeRecord('tracker-work', 'command.v1', {
    key: key ?? workKeyOf(scene, acting),
    at: now,
    causes,
    ordinal: scene.made++,
    trace,
    body: { ...of, at, action, ...(anew ? { anew } : {}) },
  });
  scene.publish.push(record);
  return record.id;
}

/** Has something shown in the chat. `first`: before everything else of this event. */
export function deliver(scene: Scene, what: Showing, first = false): void {
  const { desk, chat, user, session, causes, trace, now } = scene;
  const record = makeRecord('deliveries', 'delivery.v1', {
    key: chat,
    at: now,
    causes,
    ordinal: scene.made++,
    trace,
    body: { desk, chat, reader: user, language: session.sender.language, what },
  });
  if (first) scene.publish.unshift(record);
  else scene.publish.push(record);
}

/** A message of its own, answering one of the person's where `replyTo` names it. */
export function say(scene: Scene, lines: Phrase[], replyTo?: MessageId): void {
  deliver(scene, { kind: 'say', lines, buttons: [], replyTo });
}

/** Keeps a dialog as it is now, where it stands; a new one as the one last touched. */
export function put(scene: Scene, dialog: Dialog): void {
  const { dialogs } = scene.session;
  const known = dialogs.some(({ id }) => id === dialog.id);
  const next = known ? dialogs.map((other) => (other.id === dialog.id ? dialog : other)) : [...dialogs, dialog];
  scene.session = { ...scene.session, dialogs: next };
}

/** Keeps a dialog and makes it the one last touched: words go on to it. */
export function touch(scene: Scene, dialog: Dialog): void {
  remove(scene, dialog);
  put(scene, dialog);
}

export function remove(scene: Scene, { id }: Dialog): void {
  const dialogs = scene.session.dialogs.filter((other) => other.id !== id);
  scene.session = { ...scene.session, dialogs };
}
