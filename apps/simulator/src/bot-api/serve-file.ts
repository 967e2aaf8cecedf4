import type { ServerResponse } from 'node:http';
import type { Blobs } from '../journal/blobs.js';
import type { StoredFile } from '../world/world.js';
import type { Ground } from './method.js';
import { botWithToken } from './bot-with-token.js';
import { BotApiError } from './error.js';

const path = /^\/file\/bot([^/]+)\/(.+)$/;

/** `/file/bot<token>/<file_path>`. False where the path is not of that kind. */
export function serveFile({ history: { world }, blobs }: Ground, url: string, response: ServerResponse): boolean {
  const match = path.exec(url.split('?', 1)[0] ?? '');
  if (match === null) return false;
  const [, token = '', filePath = ''] = match;
  try {
    botWithToken(world, token);
    const file = world.files.get(/file_(\d+)/.exec(filePath)?.[1] ?? '');
    if (file?.path !== filePath) throw new BotApiError(404, 'Not Found');
    sendFile(blobs, file, response, { 'content-type': 'application/octet-stream' });
  } catch (cause) {
    const { code, description } = cause instanceof BotApiError ? cause : new BotApiError(500, 'Internal Server Error');
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error_code: code, description }));
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
