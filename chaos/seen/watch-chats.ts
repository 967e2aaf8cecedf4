import type { Simulator } from '#apps/simulator';
import { type ChatKey, issueId, messageId } from '#contracts';
import type { Shown } from '#history';
import { chatOf, issueOf } from '../people/desk.js';
import type { Someone } from '../people/people.js';

/** The first line of what speaks of an issue ends with its number. */
const NUMBER = /#(\d+)$/;

/** Everything the bot shows people from now on; whether its sender learnt of it is for the strikes to say. */
export function watchChats(simulator: Simulator, people: readonly Someone[]): readonly Omit<Shown, 'answered'>[] {
  const shown: Omit<Shown, 'answered'>[] = [];
  const places = new Map<string, ChatKey>(people.map(({ chat }) => [chat.place, chatOf(chat.person)]));
  simulator.onEvent((event) => {
    if (event.kind !== 'message-posted' && event.kind !== 'message-edited') return;
    const chat = places.get(event.place);
    const [content, by, message] =
      event.kind === 'message-posted'
        ? [event.message.content, event.message.from, event.message.id]
        : [event.content, event.by, event.id];
    if (!chat || !simulator.world.bots.has(by) || content.kind !== 'text') return;
    const { text } = content.text;
    const [, number] = NUMBER.exec(text.split('\n')[0] ?? '') ?? [];
    const issue = number === undefined ? undefined : issueOf(issueId(number));
    shown.push({ at: event.at, chat, message: messageId(message), edit: event.kind === 'message-edited', text, issue });
  });
  return shown;
}
