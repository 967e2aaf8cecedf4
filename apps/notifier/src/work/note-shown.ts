import type { About, MessageId } from '#contracts';
import type { CorrelationWrite, ShownChat } from '#correlation';
import { afterShown } from '../domain/place-slot.js';
import type { Sending } from '../domain/sending.js';
import type { Context, reach, Sent } from './context.js';

type Chat = Sending['chat'];

/** What stands in a chat, and whether it had blocked us. Read before anything goes out: once it did, what became of it is not to wait. */
export type Standing = { shown: ShownChat | undefined; isBlocked: boolean };

/** Where a sending goes, and what stands there. */
export type Reached = NonNullable<ReturnType<typeof reach>> & { standing: Standing };

export const shownIn = async ({ reads }: Context, chat: Chat) => (await reads.shown([chat])).get(chat);

export async function standingIn(context: Context, chat: Chat): Promise<Standing> {
  const [shown, blocked] = await Promise.all([shownIn(context, chat), context.reads.blocked([chat])]);
  return { shown, isBlocked: blocked.has(chat) };
}

/**
 * What follows from a message that was sent, or a slot's that was edited: it stands in the chat, a reply to it finds its
 * issue, or that there is none, and a chat that had blocked us has not any more.
 */
export function noteShown(
  { shown, isBlocked }: Standing,
  chat: Chat,
  message: MessageId,
  about: About | undefined,
  slot?: { slot: string; version: number; edited: boolean },
): Sent {
  const side: CorrelationWrite[] = [
    { kind: 'shown', row: afterShown(chat, shown, message, slot) },
    { kind: 'about', row: { chat, message, direction: 'out', ...about, slot: slot?.slot } },
  ];
  if (isBlocked) side.push({ kind: 'blocked', chat, since: undefined });
  return { side };
}
