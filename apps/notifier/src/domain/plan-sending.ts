import { chatOf, recordId, type TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { NewWork, Step } from '#lane';
import type { Capabilities } from '#ports/messenger';
import type { Sending, SendingWhat } from './sending.js';
import { wordDelivery } from './word-delivery.js';

/** Bot API: a press can be answered for 150 s; a minute later nobody waits for it any more. */
const PRESS_MS = 60_000;

/** What a channel is to the notifier. */
export type Channel = { endpoint: string; messenger: string; capabilities: Capabilities };

/** The sendings of a delivery, in order within their chat. The answer to a press waits for nothing. */
export function planSending(record: TopicRecord<'deliveries'>, channel: Channel): Step<CorrelationWrite> {
  const { id, at, body } = record;
  const parts = wordDelivery(body, channel.capabilities, channel.messenger, at);
  return {
    newWork: parts.map((what, i) => sendingWork(record, what, i === 0 ? id : recordId([id], i, null), channel)),
  };
}

function sendingWork(
  { at, body }: TopicRecord<'deliveries'>,
  what: SendingWhat,
  id: string,
  channel: Channel,
): NewWork {
  const { desk, chat, reader } = body;
  // A private chat's key is its user's.
  const sending: Sending = { desk, chat, group: (chat as string) !== reader, what };
  const common = { id, kind: what.kind, endpoint: channel.endpoint, body: sending, bornAt: at, dueAt: at };
  if (what.kind === 'answer-press') return { ...common, effect: false, orderKey: id, expiresAt: at + PRESS_MS };
  return { ...common, effect: true, orderKey: chat };
}

/** A bot: what has rates and a breaker of its own. */
export const endpointOf = (chat: Sending['chat']) => {
  const { desk, channel } = chatOf(chat);
  return `${desk}/${channel}`;
};
