import type { ServerResponse } from 'node:http';
import type { PageNews } from '../protocol.js';

const BREATH_MS = 15_000;

export type NewsStream = {
  tell(news: PageNews): void;
  /** Serves `GET /api/events`: server-sent events, each a `PageNews`. */
  open(response: ServerResponse): void;
  close(): void;
};

/** Everything that happens, to every page that is open. */
export function newsStream(): NewsStream {
  const open = new Set<ServerResponse>();
  const breath = setInterval(() => open.forEach((response) => response.write(':\n\n')), BREATH_MS);
  return {
    tell(news) {
      const words = `data: ${JSON.stringify(news)}\n\n`;
      for (const response of open) response.write(words);
    },
    open(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      // The page tries again so soon after a break.
      response.write('retry: 1000\n\n');
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    close() {
      clearInterval(breath);
      for (const response of open) response.end();
    },
  };
}
