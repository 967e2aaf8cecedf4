import type { ServerResponse } from 'node:http';
import type { History } from '../world/history.js';
import type { UserId } from '../world/world.js';
import { concerns, pageEvent } from './page-event.js';

const keepAlive = 15_000;

/** `GET /person/events[?person=<id>]`: server-sent events, each a `PageEvent` as JSON. Without a person, all of them. */
export function streamEvents({ world, onEvent }: History, person: UserId | undefined, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write(': welcome\n\n');
  const beat = setInterval(() => response.write(': still here\n\n'), keepAlive);
  beat.unref();
  const stop = onEvent((event) => {
    const shown = pageEvent(world, event);
    if (shown === undefined || (person !== undefined && !concerns(world, shown, person))) return;
    response.write(`data: ${JSON.stringify(shown)}\n\n`);
  });
  response.once('close', () => {
    clearInterval(beat);
    stop();
  });
}
