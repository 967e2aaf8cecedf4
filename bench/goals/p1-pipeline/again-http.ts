/**
 * Makes every request that services made while messages were under way, files of the same length among them, by undici alone, in
 * the time it took them. What went to their tracker goes to another one, which has nothing yet but what they wrote there before: that is
 * written first, one after the other, so that its issues have the same numbers.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { FILE_SIZE } from '../../load/file-of.js';
import { isIn, recordedIn, type Request, spanOf } from './recorded.js';

/** As many at once as is usual. */
const AT_ONCE = 32;
const FILE = 'application/octet-stream';
/** What files are cut from: their length counts, and nothing else. */
const STOCK = Buffer.alloc(FILE_SIZE.most);
/** What undici says itself. */
const ITS_OWN = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

const [folder = '', redmine = '', instead = '', from, to] = process.argv.slice(2);
const span = spanOf(from, to);
const agent = new Agent({ connections: AT_ONCE, pipelining: 1 });
const recorded = (await recordedIn(folder, 'http')).flat().toSorted((a, b) => a.at - b.at);
const before = recorded.filter(({ at, method, url }) => at < span.from && method !== 'GET' && url.startsWith(redmine));
const written = before.map(toRequest);
const requests = recorded.filter((one) => isIn(span, one)).map(toRequest);
const everyMs = (span.to - span.from) / requests.length;

function toRequest({ url, method, headers, body, octets }: Request) {
  const { origin, pathname, search } = new URL(url);
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !ITS_OWN.includes(name.toLowerCase())));
  const sent = octets === undefined ? body || null : STOCK.subarray(0, octets);
  return { origin: origin === redmine ? instead : origin, path: pathname + search, method, headers: own, body: sent };
}

/** Says whether it was granted. */
async function make(request: ReturnType<typeof toRequest>): Promise<boolean> {
  const { statusCode, headers, body } = await agent.request(request);
  // A file passes by, and is not kept.
  if (headers['content-type'] === FILE) await body.dump({ limit: Number.MAX_SAFE_INTEGER });
  else await body.text();
  return statusCode < 400;
}

answerAsked(z.object({ when: z.enum(['before', 'during']) }), async ({ when }) => {
  if (when === 'before') {
    let failed = 0;
    for (const request of written) if (!(await make(request))) failed += 1;
    return { did: written.length, failed };
  }
  const begin = performance.now();
  const made: Promise<boolean>[] = [];
  for (const [i, request] of requests.entries()) {
    const early = begin + i * everyMs - performance.now();
    if (early > 0) await wait(early);
    made.push(make(request));
  }
  const granted = await Promise.all(made);
  return { did: made.length, failed: granted.filter((one) => !one).length };
});
