import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { readBody } from './bot-api/read-request.js';

const bodyLimit = 2 ** 20;

export async function jsonOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse((await readBody(request, bodyLimit)).toString('utf8') || '{}');
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/**
 * Answers with what `serve` gives as JSON (unless it has answered by itself), and 400 with words where it throws.
 * What another site's page asks for is refused: the simulator has no passwords, but it is only for its own page.
 */
export function serveSafely(request: IncomingMessage, response: ServerResponse, serve: () => Promise<unknown>): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host) {
    request.resume();
    return sendJson(response, 403, { error: 'Only for the page this server shows' });
  }
  serve().then(
    (value) => {
      if (!response.headersSent) sendJson(response, 200, value ?? {});
    },
    (cause: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 400, { error: wordsFor(cause) });
    },
  );
}

function wordsFor(cause: unknown): string {
  if (cause instanceof z.ZodError) return z.prettifyError(cause);
  return cause instanceof Error ? cause.message : String(cause);
}
