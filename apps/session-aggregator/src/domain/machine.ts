import {
  chatOf,
  digest,
  sessionOf,
  type CommandOutcome,
  type RecordId,
  type SessionKey,
  type TopicRecord,
  type Update,
  userOf,
  type UserKey,
} from '#contracts';
import type { CorrelationWrite } from '#correlation';
import { endWindow, endWindowsBefore } from './close-window.js';
import { shedWords } from './draft-bounds.js';
import { takeEdit } from './edit.js';
import { takeMessage } from './message.js';
import type { DeskOptions } from './options.js';
import { takeOutcome } from './outcome.js';
import { takePress } from './press.js';
import { loadSession, noteMade } from './salvage.js';
import type { Context, Scene } from './scene.js';
import type { Session } from './session.js';

/** What moves a session: something a messenger told us, an outcome, or the end of a window. */
export type SessionEvent =
  | { kind: 'update'; id: RecordId; update: Update }
  | { kind: 'outcome'; id: RecordId; outcome: CommandOutcome }
  | { kind: 'due' };

/** All a session may know beside its own state and the event. */
export type Surroundings = {
  options: DeskOptions;
  linkCode(recordId: string): string;
  context: Context;
  /** The event's own time (ms). */
  now: number;
  /** As in a lane's `View`. */
  againBefore: number;
  /** The event's trace; a window's is that of the last record before it. */
  trace?: string | undefined;
};

export type Moved = {
  /** What is to be kept; absent: there was nothing before, and nothing came of this. */
  session: Session | undefined;
  /** When the next window closes. */
  dueAt: number | undefined;
  publish: readonly TopicRecord<'tracker-work' | 'deliveries'>[];
  side: readonly CorrelationWrite[];
  /** Why nothing was done, if nothing was: a name, never a value. */
  ignored: string | undefined;
  /** A stored state that could not be read, to be put aside. */
  unreadable: unknown;
};

/** The session machine: (state, event) → (state, effects). Pure; the same input makes the same ids. */
export function move(key: SessionKey, state: unknown, event: SessionEvent, around: Surroundings): Moved {
  const { chat, user } = sessionOf(key);
  const { desk } = chatOf(chat);
  const fresh = blank(key, user, event);
  const loaded = loadSession(state, fresh);
  const session = withEvent(loaded.session ?? fresh, event, around.trace);
  const causes = causesOf(session, event, around.now);
  const { options, linkCode, context, now, againBefore } = around;
  const { trace } = session;
  const base = { key, chat, user, desk, options, linkCode, context, now, againBefore, trace, causes };
  const pressedOn = pressedIn(event);
  const scene: Scene = { ...base, pressedOn, session, made: 0, publish: [], side: [] };
  happen(scene, event);
  scene.session = shedWords(scene.session);
  const { publish, side, ignored } = scene;
  const kept = loaded.session || !ignored ? noteMade(scene.session) : undefined;
  return { session: kept, dueAt: nextWindow(scene.session), publish, side, ignored, unreadable: loaded.unreadable };
}

const pressedIn = (event: SessionEvent) =>
  event.kind === 'update' && event.update.what.kind === 'pressed' ? event.update.what.message : undefined;

function happen(scene: Scene, event: SessionEvent): void {
  switch (event.kind) {
    case 'outcome':
      return takeOutcome(scene, event.outcome);
    case 'due':
      return closeWindows(scene);
    case 'update':
      return takeUpdate(scene, event.update);
  }
}

function takeUpdate(scene: Scene, update: Update): void {
  const { what } = update;
  switch (what.kind) {
    case 'message':
      endWindowsBefore(scene, update.at);
      return takeMessage(scene, what, update);
    case 'edited':
      return takeEdit(scene, what.message, what.text);
    case 'pressed':
      return takePress(scene, what);
    case 'membership': {
      const since = what.status === 'present' ? undefined : scene.now;
      scene.side.push({ kind: 'blocked', chat: scene.chat, since });
    }
  }
}

function closeWindows(scene: Scene): void {
  for (const dialog of scene.session.dialogs) {
    const { phase } = dialog;
    if (phase.kind === 'collecting' && phase.closesAt <= scene.now) endWindow(scene, { ...dialog, phase });
  }
}

function nextWindow({ dialogs }: Session): number | undefined {
  const ends = dialogs.flatMap(({ phase }) => (phase.kind === 'collecting' ? [phase.closesAt] : []));
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

/**
 * A window's end follows from the last update before it and from the time it was due, both of which are data. Not from
 * outcomes: by the clocks of those who bring them they may come before it when they are taken in again, and after it at first.
 */
function causesOf(session: Session, event: SessionEvent, now: number): [string, ...string[]] {
  return event.kind === 'due' ? [session.lastRecord, `due ${now}`] : [event.id];
}

function withEvent(session: Session, event: SessionEvent, trace: string | undefined): Session {
  if (event.kind === 'due') return session;
  if (event.kind === 'outcome') return { ...session, trace };
  const { sender, chatKind, what } = event.update;
  const lastIncoming = what.kind === 'message' ? what.message : session.lastIncoming;
  return { ...session, sender, chatKind, lastIncoming, lastRecord: event.id, trace };
}

/** A session of which nothing is kept. */
function blank(key: SessionKey, user: UserKey, event: SessionEvent): Session {
  const sender = event.kind === 'update' ? event.update.sender : { user, name: '' };
  const chatKind = event.kind === 'update' ? event.update.chatKind : chatKindOf(key);
  const lastRecord = event.kind === 'due' ? digest(key) : event.id;
  return { v: 1, sender, chatKind, lastRecord, dialogs: [], known: [], codesAt: [] };
}

/** A private chat's id is its user's; in any other someone may read along. */
function chatKindOf(key: SessionKey): Session['chatKind'] {
  const { chat, user } = sessionOf(key);
  return chatOf(chat).chat === userOf(user).user ? 'private' : 'group';
}
