import type { About, MessageId } from '#contracts';
import type { CorrelationWrite } from '#correlation';
import { afterShown } from '../domain/place-slot.js';
import type { Sending } from '../domain/sending.js';
import type { Context, Sent } from './context.js';

export const shownIn = async ({ reads }: Context, chat: Sending['chat']) => (await reads.shown([chat])).get(chat);

/**
 * What follows from a message that was sent, or a slot's that was edited: it stands in the chat, a reply to it finds its
 * issue, or that there is none, and a chat that had blocked us has not any more.
 */
export async function noteShown(
  context: Context,
  chat: Sending['chat'],
  message: MessageId,
  about: About | undefined,
  slot?: { slot: string; version: number; edited: boolean },
): Promise<Sent> {
  const [before, blocked] = await Promise.all([shownIn(context, chat), context.reads.blocked([chat])]);
  const side: CorrelationWrite[] = [
    { kind: 'shown', row: afterShown(chat, before, message, slot) },
    { kind: 'about', row: { chat, message, direction: 'out', ...about, slot: slot?.slot } },
  ];
  if (blocked.has(chat)) side.push({ kind: 'blocked', chat, since: undefined });
  return { side };
}
