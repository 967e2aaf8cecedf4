import type { PageNews } from '../src/protocol.js';

const AGAIN_MS = 1_000;

/**
 * Hears what happens. `onOpen` is called each time the stream begins, as what happened in between was missed; `onBreak`
 * when it ends. It is tried again for ever: the server may be restarting.
 */
export function listen(onOpen: () => void, onBreak: () => void, onNews: (news: PageNews) => void): void {
  const stream = new EventSource('/api/events');
  stream.addEventListener('open', onOpen);
  stream.addEventListener('message', ({ data }) => onNews(JSON.parse(String(data)) as PageNews));
  stream.addEventListener('error', () => {
    onBreak();
    stream.close();
    setTimeout(() => listen(onOpen, onBreak, onNews), AGAIN_MS);
  });
}
