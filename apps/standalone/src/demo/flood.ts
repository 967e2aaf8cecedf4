import type { Simulator } from '#apps/simulator';
import { DEMO_PEOPLE } from './demo-people.js';

const MESSAGES = 200;

/**
 * Two hundred messages within the same moment, from everyone who is linked and has news of an issue in their chat. Each
 * answers the newest of it, so that it belongs there without a question. Where nobody has any, the first one writes, and the
 * bot asks what to do with it.
 */
export function flood(simulator: Simulator, bot: number, isLinked: (person: number) => boolean, now: Date): void {
  const chats = DEMO_PEOPLE.filter(({ id }) => isLinked(id)).map(({ id }) => {
    const chat = simulator.person(id).with({ id: bot });
    const issue = chat.transcript().findLast(({ from, entities }) => from.bot && entities.some(isIssueLink));
    return { chat, replyTo: issue?.id };
  });
  const settled = chats.filter(({ replyTo }) => replyTo !== undefined);
  const writing = settled.length > 0 ? settled : chats.slice(0, 1);
  const time = now.toISOString().slice(11, 19);
  for (let number = 1; number <= MESSAGES && writing.length > 0; number++) {
    const { chat, replyTo } = writing[number % writing.length] ?? {};
    chat?.say(`Line ${number} of ${MESSAGES}, sent at ${time}`, { replyTo });
  }
}

const isIssueLink = ({ url }: { url?: string | undefined }): boolean => url?.includes('?issue=') === true;
