import type { PageEvent } from '#apps/simulator';
import type { ChatNews } from '../protocol.js';

/** What happened in the simulated messenger, as the page hears of it: by person, as each has one chat with the bot. */
export function chatNews(event: PageEvent): ChatNews | undefined {
  if (event.kind === 'residents' || event.kind === 'chat' || event.kind === 'pressed') return undefined;
  const person = Number(event.chat.split(':')[2]);
  switch (event.kind) {
    case 'bubble':
      return { kind: 'bubble', person, bubble: event.bubble };
    case 'deleted':
      return { kind: 'deleted', person, ids: event.ids };
    case 'typing':
      return { kind: 'typing', person, name: event.name };
    case 'toast':
      return { kind: 'toast', person, message: event.message, press: event.press, ...event.toast };
  }
}
