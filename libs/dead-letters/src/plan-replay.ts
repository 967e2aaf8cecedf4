import {
  ChatKey,
  Command,
  DeskId,
  digest,
  fromBytes,
  type GivenUpWork,
  IssueId,
  issueKey,
  RecordId,
  SessionKey,
  sessionOf,
  type TopicRecord,
  workKey,
} from '#contracts';
import { z } from 'zod';
import type { StoredLetter } from './letter.js';
import { isOfWork, readWork, type StoredWork } from './read-work.js';

/** What a replay of a letter puts into its lane's topic; or why the letter stays one. */
export type ReplayPlan = { kind: 'record'; record: TopicRecord } | { kind: 'stays'; why: string };

const stays = (why: string): ReplayPlan => ({ kind: 'stays', why });

/**
 * The record a letter is replayed by. Its id is fresh, and the same for whoever replays the letter as it stands: sent twice,
 * it is taken in once. `now` (ms): a look-up whose time is over stays.
 */
export function planReplay(letter: StoredLetter, now: number): ReplayPlan {
  if (letter.kind === 'window') return ofWindow(letter, now);
  return isOfWork(letter) ? ofWork(letter, now) : ofRecord(letter, now);
}

/** One that is being replayed keeps its record's id, whoever goes on with it. */
const idOf = ({ standing, replay, topic, lane, id, replays }: StoredLetter) =>
  standing === 'replaying' && replay !== undefined
    ? RecordId.parse(replay)
    : digest('replay', topic, String(lane), id, String(replays));

function ofWindow(letter: StoredLetter, at: number): ReplayPlan {
  const session = SessionKey.safeParse(letter.key);
  if (letter.topic !== 'session-events' || !session.success) return stays('a window of no session');
  const { chat } = sessionOf(session.data);
  const record = { topic: letter.topic, id: idOf(letter), kind: 'window.v1' as const, at };
  return { kind: 'record', record: { ...record, key: chat, body: { session: session.data } } };
}

/** A command keeps its id, by which its dialog waits for it; every other record becomes a new one. */
function ofRecord(letter: StoredLetter, at: number): ReplayPlan {
  const { topic, key, value, trace } = letter;
  const parsed = fromBytes(topic, { key, value, trace });
  if (!parsed.ok) return stays(`it still does not parse: ${parsed.cause}`);
  const { record } = parsed;
  if (record.kind !== 'command.v1') return { kind: 'record', record: { ...record, id: idOf(letter), at } };
  const work = [{ id: record.id, kind: record.kind, body: record.body, trace }];
  return { kind: 'record', record: { ...record, id: idOf(letter), kind: 'replay.v1', at, body: { work } } };
}

function ofWork(letter: StoredLetter, at: number): ReplayPlan {
  const { topic, trace } = letter;
  const work = readWork(letter);
  if (!work || topic === 'session-events') return stays('its form is that of an earlier release');
  const [first] = work as [StoredWork];
  if (first.expiresAt !== undefined && first.expiresAt <= at) return stays('its time is over, and nobody waits for it');
  const key = KeyOfWork.safeParse(first.body);
  if (!key.success) return stays('its form is that of an earlier release');
  const common = { id: idOf(letter), key: key.data, kind: 'replay.v1' as const, at, trace };
  return { kind: 'record', record: { ...common, topic, body: { work: work.map(givenUp) } } };
}

/** What was never sent begins anew, from a baseline of its own. */
const givenUp = ({ id, kind, body, trace, effect, attempt, sendBy, baseline }: StoredWork): GivenUpWork => ({
  id,
  kind,
  body,
  trace,
  sent: effect && attempt > 0 ? { attempt, sendBy, baseline } : undefined,
});

/** Its lane is found as it was the first time, however many lanes there are now. */
const KeyOfWork = z.union([
  z
    .object({ command: Command })
    .transform(({ command: { acting, desk, chat } }): string =>
      acting.kind === 'account' ? workKey(desk, acting.account) : chat,
    ),
  z.object({ chat: ChatKey }).transform(({ chat }): string => chat),
  z.object({ desk: DeskId, issue: IssueId }).transform(({ desk, issue }): string => issueKey(desk, issue)),
  z.object({ desk: DeskId }).transform(({ desk }): string => desk),
]);
