import {
  chatOf,
  sessionKey,
  sessionOf,
  type CommandId,
  type DeskId,
  SessionKey,
  type TopicRecord,
  type UserKey,
} from '#contracts';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import { CAUSE, type LaneService, type StateWrite, type Step, type View } from '#lane';
import { awaitedOf } from './domain/answered.js';
import { move, type SessionEvent } from './domain/machine.js';
import type { DeskOptions } from './domain/options.js';
import { isSpent } from './domain/phases.js';
import { aboutKey, type Context } from './domain/scene.js';
import { tellOfLoss } from './domain/tell-of-loss.js';
import { tellOfUnpublished } from './domain/tell-of-unpublished.js';

export type SessionOptions = {
  /** Undefined for a desk that is not configured here: its records become dead letters, its windows stay due. */
  desk(id: DeskId): DeskOptions | undefined;
  /** See `linkCodes`. */
  linkCode(recordId: string): string;
};
type Event = TopicRecord<'session-events'>;

/** The session machine on its lanes: a session per person and chat, and what a batch of events must be read for. */
export function sessionEvents(
  options: SessionOptions,
): LaneService<'session-events', CorrelationReads, CorrelationWrite, Context> {
  const step = (key: SessionKey, event: SessionEvent, view: View<Context>, trace?: string): Step<CorrelationWrite> => {
    const desk = options.desk(chatOf(sessionOf(key).chat).desk);
    if (!desk) return { left: CAUSE.deskNotConfigured };
    const { context, now, againBefore } = view;
    const moved = move(key, view.state(key), event, {
      ...{ options: desk, linkCode: options.linkCode },
      ...{ context, now, againBefore, trace },
    });
    const { session, dueAt, unreadable } = moved;
    const idleSince = session?.dialogs.every(isSpent) ? now : undefined;
    const states: StateWrite[] = session ? [{ key, state: session, dueAt, idleSince }] : [];
    if (unreadable !== undefined) states.push({ key: `${key}|unreadable`, state: unreadable, idleSince: now });
    return { states, publish: moved.publish, side: moved.side };
  };
  return {
    topic: 'session-events',
    keysOf: (record) => [keyOf(record)],
    load,
    take: (record, view) => step(keyOf(record), eventOf(record), view, record.trace),
    due: (key, view) => step(SessionKey.parse(key), { kind: 'due' }, view),
    givenUp: (lost, view) => tellOfLoss(lost, view),
    unpublished: (record, now) => ({ publish: tellOfUnpublished(record, now) }),
    shows(record) {
      if (record.kind !== 'delivery.v1' || record.body.what.kind !== 'slot') return undefined;
      const { chat, what } = record.body;
      // One that says which copy was pressed takes the buttons of that away: no later one does.
      return what.pressedOn === undefined ? `${chat} ${what.slot}` : undefined;
    },
  };
}

const keyOf = (record: Event): SessionKey =>
  record.kind === 'update.v1' ? sessionKey(record.body.chat, record.body.sender.user) : record.body.session;

function eventOf(record: Event): SessionEvent {
  switch (record.kind) {
    case 'update.v1':
      return { kind: 'update', id: record.id, update: record.body };
    case 'outcome.v1':
      return { kind: 'outcome', id: record.id, outcome: record.body };
    case 'window.v1':
      return { kind: 'due' };
  }
}

/** Three round trips for a whole batch: links of its people, what replies answer to, and issues made meanwhile. */
async function load(
  side: CorrelationReads,
  records: readonly Event[],
  due: ReadonlyMap<string, unknown>,
): Promise<Context> {
  const windows = [...due].map(([key, state]) => ({ key: SessionKey.parse(key), state }));
  const keys = [...records.map(keyOf), ...windows.map(({ key }) => key)];
  const users = new Set<UserKey>(keys.map((key) => sessionOf(key).user));
  const rows = await side.about([...records.flatMap(repliedTo), ...windows.flatMap(awaitedAt)]);
  const awaited = rows.flatMap(({ issue, createdBy }): CommandId[] => (createdBy && !issue ? [createdBy] : []));
  return {
    links: await side.links([...users]),
    abouts: new Map(rows.map((row) => [aboutKey(row.chat, row.message), row])),
    created: new Map(
      (await side.created(awaited)).values().flatMap(({ command, issue }) => (issue ? [[command, issue]] : [])),
    ),
  };
}

const awaitedAt = ({ key, state }: { key: SessionKey; state: unknown }) =>
  awaitedOf(state).map((message) => ({ chat: sessionOf(key).chat, message }));

function repliedTo({ kind, body }: Event) {
  if (kind !== 'update.v1' || body.what.kind !== 'message' || !body.what.replyTo) return [];
  return [{ chat: body.chat, message: body.what.replyTo }];
}
