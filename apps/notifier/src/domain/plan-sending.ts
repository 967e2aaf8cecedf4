import { chatOf, type Delivery, recordId, type TopicRecord } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import type { NewWork, Step } from '#lane';
import type { Capabilities } from '#ports/messenger';
import { UnknownPhrase } from '#wording';
import type { Sending, SendingWhat } from './sending.js';
import { wordDelivery } from './word-delivery.js';

/** Bot API: a press can be answered for 150 s; a minute later nobody waits for it any more. */
const PRESS_MS = 60_000;

/** What a channel is to the notifier. */
export type Channel = { messenger: string; capabilities: Capabilities };

/** A record that carries a delivery. */
type DeliveryRecord = Pick<TopicRecord<'deliveries'>, 'id' | 'at'> & { body: Delivery };

/**
 * The sendings of a delivery, in order within their chat. The answer to a press waits for nothing. What cannot be worded
 * here (its phrase is a newer release's, its channel is gone) becomes a dead letter in its turn, and holds up no lane.
 */
export function planSending({ id, at, body }: DeliveryRecord, channel: Channel | undefined): Step<CorrelationWrite> {
  const parts = worded(body, channel, at);
  return { newWork: parts.map((what, i) => sendingWork(body, what, i === 0 ? id : recordId([id], i, null), at)) };
}

function worded(delivery: Delivery, channel: Channel | undefined, at: number): SendingWhat[] {
  if (!channel) return [{ kind: 'unworded', delivery }];
  try {
    return wordDelivery(delivery, channel.capabilities, channel.messenger, at);
  } catch (error) {
    if (error instanceof UnknownPhrase) return [{ kind: 'unworded', delivery }];
    throw error;
  }
}

/** One sending as work. */
export function sendingWork(delivery: Delivery, what: SendingWhat, id: string, at: number): NewWork {
  const { desk, chat, reader, language } = delivery;
  // A private chat's key is its user's.
  const group = (chat as string) !== reader;
  return workOf({ desk, chat, group, reader, language, what }, id, at);
}

export function workOf(sending: Sending, id: string, at: number): NewWork {
  const { chat, what } = sending;
  const channel = endpointOf(chat);
  const common = { id, kind: what.kind, body: sending, bornAt: at, dueAt: at };
  switch (what.kind) {
    case 'answer-press':
      return { ...common, endpoint: `${channel}/presses`, effect: false, orderKey: id, expiresAt: at + PRESS_MS };
    case 'await-file':
      return { ...common, endpoint: `${channel}/files`, effect: false, orderKey: id };
    case 'say':
    case 'slot':
    case 'file':
    case 'react':
    case 'remove-buttons':
    case 'unworded':
      return { ...common, endpoint: channel, effect: true, orderKey: chat };
  }
}

/** A bot: what has rates and a breaker of its own. Presses, and files still to be had, have theirs beside it. */
export const endpointOf = (chat: Sending['chat']) => {
  const { desk, channel } = chatOf(chat);
  return `${desk}/${channel}`;
};
