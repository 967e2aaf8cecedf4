import type { Simulator } from '#apps/simulator';
import { DEMO_PEOPLE } from './demo-people.js';

const MESSAGES = 200;

/**
 * Two hundred messages within the same moment, from everyone who is linked. Each is a reply to the newest news of an issue in that
 * person's chat, so that it belongs there without a question; where there is none, the bot asks once for all.
 */
export function flood(simulator: Simulator, bot: number, isLinked: (person: number) => boolean, now: Date): void {
  const chats = DEMO_PEOPLE.filter(({ id }) => isLinked(id)).map(({ id }) => {
    const chat = simulator.person(id).with({ id: bot });
    const issue = chat.transcript().findLast(({ from, entities }) => from.bot && entities.some(isIssueLink));
    return { chat, replyTo: issue?.id };
  });
  const time = now.toISOString().slice(11, 19);
  for (let number = 1; number <= MESSAGES && chats.length > 0; number++) {
    const { chat, replyTo } = chats[number % chats.length] ?? {};
    chat?.say(`Line ${number} of ${MESSAGES}, sent at ${time}`, { replyTo });
  }
}

const isIssueLink = ({ url }: { url?: string | undefined }): boolean => url?.includes('?issue=') === true;
