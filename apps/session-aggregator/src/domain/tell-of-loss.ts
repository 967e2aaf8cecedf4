import {
  chatOf,
  makeRecord,
  type MessageId,
  type Phrase,
  SessionKey,
  sessionKey,
  sessionOf,
  type Showing,
  type TopicRecord,
} from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { DeadLetter, Lost, Step, View } from '#lane';
import { phrase } from '#wording';
import { Session } from './session.js';

type Loss = {
  session: SessionKey;
  cause: string;
  line: Phrase;
  replyTo?: MessageId | undefined;
  trace?: string | undefined;
};

/** What could not be taken in is told to whoever wrote it; nobody waits for word of the rest. */
export function tellOfLoss(lost: Lost<'session-events'>, view: View<unknown>): Step<CorrelationWrite> {
  const loss = lossOf(lost, view.now);
  return loss ? { publish: [said(loss, view)] } : {};
}

function lossOf(lost: Lost<'session-events'>, now: number): Loss | undefined {
  switch (lost.kind) {
    case 'record':
      return ofRecord(lost.record);
    case 'window':
      return { session: SessionKey.parse(lost.key), cause: `window ${now}`, line: phrase('lost.words') };
    case 'unread':
      return ofUnread(lost.letter);
  }
}

/** Of what fits no schema it is known at most whose it is, and of what kind it says it is. */
function ofUnread({ id, kind, whose, trace }: DeadLetter): Loss | undefined {
  const { chat, person } = whose;
  if (!chat || !person) return undefined;
  const line = phrase(kind?.startsWith('outcome.') ? 'lost.outcome' : 'lost.words');
  return { session: sessionKey(chat, person), cause: id, trace, line };
}

function ofRecord({ id, trace, ...record }: TopicRecord<'session-events'>): Loss | undefined {
  switch (record.kind) {
    case 'update.v1': {
      const { chat, sender, what } = record.body;
      const session = sessionKey(chat, sender.user);
      if (what.kind === 'membership') return undefined;
      const replyTo = what.kind === 'pressed' ? undefined : what.message;
      return { session, cause: id, trace, replyTo, line: phrase('lost.words') };
    }
    case 'outcome.v1': {
      const { session, messages } = record.body;
      return { session, cause: id, trace, replyTo: messages.at(-1), line: phrase('lost.outcome') };
    }
    case 'window.v1':
      return undefined;
  }
}

function said({ session, cause, line, replyTo, trace }: Loss, view: View<unknown>): TopicRecord<'deliveries'> {
  const { chat, user } = sessionOf(session);
  const { language } = Session.safeParse(view.state(session)).data?.sender ?? {};
  const what: Showing = { kind: 'say', lines: [line], buttons: [], replyTo };
  const body = { desk: chatOf(chat).desk, chat, reader: user, language, what };
  return makeRecord('deliveries', 'delivery.v1', {
    key: chat,
    at: view.now,
    causes: [cause, 'lost'],
    ordinal: 0,
    trace,
    body,
  });
}
