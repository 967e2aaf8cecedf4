import { z } from 'zod';
import {
  channelId,
  chatKey,
  deskId,
  makeRecord,
  messageId,
  plain,
  type TopicRecord,
  type Update,
  userKey,
} from '#contracts';
import type { LaneService, Step, Worker } from '../../service.js';

const desk = deskId('acme');
const channel = channelId('bot');
const WINDOW_MS = 1_000;

/** The chat a person writes in. */
export const chatOfPerson = (person: string) => chatKey(desk, channel, person);

/**
 * One word a person writes, as a gateway would have published it. `n` counts the person's words from 1; the word may have a
 * long end.
 */
export function word(person: string, n: number, at: number, end = ''): TopicRecord<'session-events'> {
  const chat = chatOfPerson(person);
  const body: Update = {
    chat,
    chatKind: 'private',
    sender: { user: userKey(desk, channel, person), name: person },
    at,
    receivedAt: at,
    what: { kind: 'message', message: messageId(n), text: plain(`${person}:${n}${end}`), files: [] },
  };
  return makeRecord('session-events', 'update.v1', { key: chat, at, causes: [`${person}/${n}`], ordinal: 0, body });
}

const Collected = z.object({ person: z.string(), words: z.array(z.string()), causes: z.array(z.string()) });

/**
 * The first stage of the model: collects a chat's words until a second after the last, then hands them on as a delivery, in
 * which it says them so many `times`.
 */
export function collector<S>(times = 1): LaneService<'session-events', unknown, S, undefined> {
  return {
    topic: 'session-events',
    keysOf: ({ key }) => [key],
    async load(_, records) {
      if (records.some(({ body }) => JSON.stringify(body).includes('unreadable')))
        throw new TypeError('a core that cannot');
    },
    take(record, view): Step<S> {
      if (record.kind !== 'update.v1' || record.body.what.kind !== 'message') return {};
      const { text } = record.body.what.text;
      if (text.includes('poison')) throw new TypeError('a core that cannot');
      const before = view.state(record.key);
      const state = before ? Collected.parse(before) : { person: text.split(':')[0] ?? '', words: [], causes: [] };
      const after = { ...state, words: [...state.words, text], causes: [...state.causes, record.id] };
      return { states: [{ key: record.key, state: after, dueAt: view.now + WINDOW_MS }] };
    },
    due(key, view): Step<S> {
      const { person, words, causes } = Collected.parse(view.state(key));
      return {
        states: [{ key, state: null }],
        publish: [utterance(person, Array(times).fill(words).flat(), causes, view.now)],
      };
    },
  };
}

function utterance(person: string, words: string[], causes: string[], at: number): TopicRecord<'deliveries'> {
  const chat = chatOfPerson(person);
  const lines = [{ key: 'words', with: { words: words.join(' ') } }];
  const what = { kind: 'say' as const, lines, buttons: [] };
  const body = { desk, chat, reader: userKey(desk, channel, person), what };
  return makeRecord('deliveries', 'delivery.v1', { key: chat, at, causes, ordinal: 0, body });
}

/** The second stage: does each utterance outside, in order within its chat. */
export function doer<R, S>(worker: Worker<R, S>): LaneService<'deliveries', R, S, undefined> {
  return {
    topic: 'deliveries',
    keysOf: () => [],
    load: async () => undefined,
    take(record): Step<S> {
      if (record.kind !== 'delivery.v1' || record.body.what.kind !== 'say') return {};
      const body = String(record.body.what.lines[0]?.with?.['words']);
      const { id, key, at } = record;
      return {
        newWork: [{ id, kind: 'say', orderKey: key, endpoint: 'outside', effect: true, body, bornAt: at, dueAt: at }],
      };
    },
    due: () => ({}),
    worker,
  };
}
