import type { Simulator } from '#apps/simulator';
import { type ChatKey, issueId, messageId } from '#contracts';
import type { Shown } from '#history';
import type { Desk } from '../people/desk.js';
import type { Someone } from '../people/people.js';

/** The first line of what speaks of an issue ends with its number. */
const NUMBER = /#(\d+)$/;

/** When something was asked in a chat. */
export type Asked = { at: number; chat: ChatKey };

/** Whether who showed it learnt that it had arrived is for the strikes to say. */
export type Watched = { shown: readonly Omit<Shown, 'answered'>[]; asked: readonly Asked[] };

/** Everything the bot shows people from now on, and when it asks them something in a message of its own. */
export function watchChats(simulator: Simulator, people: readonly Someone[]): Watched {
  const shown: Omit<Shown, 'answered'>[] = [];
  const asked: Asked[] = [];
  const places = new Map<string, { desk: Desk; chat: ChatKey }>(
    people.flatMap(({ desk, place, chat, home }) => [
      [place.place, { desk, chat }],
      [home.place, { desk, chat: desk.chatOf(home.person) }],
    ]),
  );
  simulator.onEvent((event) => {
    if (event.kind !== 'message-posted' && event.kind !== 'message-edited') return;
    const { desk, chat } = places.get(event.place) ?? {};
    const [content, by, message] =
      event.kind === 'message-posted'
        ? [event.message.content, event.message.from, event.message.id]
        : [event.content, event.by, event.id];
    if (!desk || !chat || !simulator.world.bots.has(by) || content.kind !== 'text') return;
    if (event.kind === 'message-posted' && event.message.buttons !== undefined) asked.push({ at: event.at, chat });
    const { text } = content.text;
    const [, number] = NUMBER.exec(text.split('\n')[0] ?? '') ?? [];
    const issue = number === undefined ? undefined : desk.issueOf(issueId(number));
    shown.push({ at: event.at, chat, message: messageId(message), edit: event.kind === 'message-edited', text, issue });
  });
  return { shown, asked };
}
