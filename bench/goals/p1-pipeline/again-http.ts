/** Makes every request that services made, files of the same length among them, by undici alone, so many at once as is usual. */
import { Agent } from 'undici';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { FILE_SIZE } from '../../load/file-of.js';
import { recordedIn } from './recorded.js';

const AT_ONCE = 32;
const FILE = 'application/octet-stream';
/** What files are cut from: their length counts, and nothing else. */
const STOCK = Buffer.alloc(FILE_SIZE.most);
/** What undici says itself. */
const ITS_OWN = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

const [folder = ''] = process.argv.slice(2);
const agent = new Agent({ connections: AT_ONCE, pipelining: 1 });
const requests = (await recordedIn(folder, 'http')).flat().map(({ url, method, headers, body, octets }) => {
  const { origin, pathname, search } = new URL(url);
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !ITS_OWN.includes(name.toLowerCase())));
  const sent = octets === undefined ? body || null : STOCK.subarray(0, octets);
  return { origin, path: pathname + search, method, headers: own, body: sent };
});

answerAsked(z.object({}), async () => {
  let next = 0;
  let failed = 0;
  const one = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const { statusCode, headers, body } = await agent.request(request);
      if (statusCode >= 400) failed += 1;
      // A file passes by, and is not kept.
      if (headers['content-type'] === FILE) await body.dump({ limit: Number.MAX_SAFE_INTEGER });
      else await body.text();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { did: requests.length, failed };
});
