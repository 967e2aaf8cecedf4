import type { RichText } from '#contracts';
import { MessengerError, type SendCall } from '#ports/messenger';
import type { MemoryWorld, StoredChat, StoredMessage, WorldFault } from './world.js';

/** The one credential the memory messenger accepts. */
export const CREDENTIAL = 'open-sesame';

/** Does something that shows, unless it comes too late or a fault befalls it. */
export async function act<T>(world: MemoryWorld, { signal, sendBy }: SendCall, effect: () => T): Promise<T> {
  if (signal.aborted) throw new MessengerError('late', 'it was called off');
  if (world.clock.now() > sendBy.wall || world.clock.monotonic() > sendBy.monotonic)
    throw new MessengerError('late', 'it came too late to be sent');
  const fault = world.faults.shift();
  const error = fault && errorOf(fault);
  if (error && fault.kind !== 'cut-after') throw error;
  const result = effect();
  world.changed();
  if (error) throw error;
  return result;
}

function errorOf(fault: WorldFault): MessengerError {
  switch (fault.kind) {
    case 'throttled':
      return new MessengerError('throttled', 'it was told to come back', { retryAfterMs: fault.retryAfterMs });
    case 'broken':
    case 'cut-before':
    case 'cut-after':
      return new MessengerError('ambiguous', `the messenger did not answer (${fault.kind})`);
  }
}

export function mustKnow(credential: string): void {
  if (credential !== CREDENTIAL) throw new MessengerError('unauthorized', 'the credential is not known');
}

export function mustFit({ text }: RichText, max: number): void {
  if (text.length > max) throw new MessengerError('rejected', 'the text is too long');
}

export function openChat(world: MemoryWorld, id: string): StoredChat {
  const chat = world.chats.get(id);
  if (!chat || chat.blocked) throw new MessengerError('blocked', 'the chat takes nothing from us');
  return chat;
}

export function mustExist({ messages }: StoredChat, id: string, by?: StoredMessage['by']): StoredMessage {
  const found = messages.find((message) => message.id === id && (by === undefined || message.by === by));
  if (!found) throw new MessengerError('not-found', 'the message is not there');
  return found;
}
