import type { ServerResponse } from 'node:http';
import type { Blobs } from '../journal/blobs.js';
import type { StoredFile } from '../world/world.js';
import type { Ground } from './method.js';
import { botWithToken } from './bot-with-token.js';
import { BotApiError } from './error.js';
import { sendError } from './send-answer.js';

const path = /^\/file\/bot([^/]+)\/(.+)$/;

/** `/file/bot<token>/<file_path>`, to the bot that asked for the path within the hour. False where the path is not of that kind. */
export function serveFile(
  { history: { world }, clock, blobs }: Ground,
  url: string,
  response: ServerResponse,
): boolean {
  const match = path.exec(url.split('?', 1)[0] ?? '');
  if (match === null) return false;
  const [, token = '', filePath = ''] = match;
  try {
    const { bot } = botWithToken(world, token);
    const file = world.files.get(/file_(\d+)/.exec(filePath)?.[1] ?? '');
    const until = world.links.get(`${bot.id}/${file?.key}`) ?? -Infinity;
    if (file?.path !== filePath || clock.now() > until) throw new BotApiError(404, 'Not Found');
    sendFile(blobs, file, response, { 'content-type': 'application/octet-stream' });
  } catch (cause) {
    sendError(response, cause instanceof BotApiError ? cause : new BotApiError(500, 'Internal Server Error'));
  }
  return true;
}

export function sendFile(
  blobs: Blobs,
  file: StoredFile,
  response: ServerResponse,
  headers: Record<string, string>,
): void {
  const bytes = blobs.get(file.key);
  response.writeHead(200, { 'content-length': bytes.length, ...headers });
  response.end(bytes);
}
