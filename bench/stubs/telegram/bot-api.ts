import { createServer, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { holdUpdates } from './held-updates.js';
import { createResults } from './results.js';
import { contentAt } from './sent-files.js';

/** Methods by which a bot says nothing to anyone. */
const UNCOUNTED = ['setWebhook', 'deleteWebhook', 'getMe', 'getUpdates'];
const REFUSED = '{"ok":false,"error_code":400,"description":"Bad Request: invalid file_id"}';

/** `updates`: those of bots that ask for theirs. `calls`: how many methods were called by which something is said or fetched. */
export function createBotApi(): { server: Server; updates: ReturnType<typeof holdUpdates>; calls: () => number } {
  const updates = holdUpdates();
  const resultOf = createResults();
  let calls = 0;

  function answer(response: ServerResponse, token: string, method: string, body: string): void {
    const sayYes = (result: string) => say(response, 200, `{"ok":true,"result":${result}}`);
    if (method === 'getUpdates') return void response.once('close', updates.poll(token, body, sayYes));
    const result = resultOf(method, token, body);
    if (result === undefined) say(response, 400, REFUSED);
    else sayYes(JSON.stringify(result));
  }

  const server = createServer((request, response) => {
    const [, path] = /^\/file\/bot[^/]+\/(.+)$/.exec(request.url ?? '') ?? [];
    if (path !== undefined) return handOut(response, path);
    const [, token = '', method = ''] = /\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (!UNCOUNTED.includes(method)) calls += 1;
    text(request)
      .then((body) => answer(response, token, method, body))
      .catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return { server, updates, calls: () => calls };
}

function say(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(json);
}

function handOut(response: ServerResponse, path: string): void {
  const content = contentAt(path);
  if (!content) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length });
  response.end(content);
}
