import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What came with a request. `octets`: how many a file has, which are counted and not kept. */
export type Body = { kind: 'words'; text: string } | { kind: 'file'; octets: number };

/** Redmine takes files by this type alone. Rejects where the request is broken off. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  if (request.headers['content-type'] !== 'application/octet-stream')
    return { kind: 'words', text: await text(request) };
  let octets = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) octets += chunk.length;
  return { kind: 'file', octets };
}
