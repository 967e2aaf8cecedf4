import { pageEvent, type Simulator } from '#apps/simulator';
import type { NewsStream } from '../page-server/news-stream.js';
import type { MessageWays } from '../strip/follow-messages.js';
import { chatNews } from './chat-news.js';

/** Passes on to the page what happens in the chats, and notes when a message's way begins. */
export function relayChats(simulator: Simulator, news: NewsStream, ways: MessageWays): void {
  const { world } = simulator;
  simulator.onEvent((event) => {
    const byPerson = event.kind === 'message-posted' && world.persons.has(event.message.from);
    if (byPerson || event.kind === 'button-pressed') ways.begin(Date.now());
    const shown = pageEvent(world, event);
    const chat = shown && chatNews(shown);
    if (chat) news.tell({ kind: 'chat', news: chat });
  });
}
