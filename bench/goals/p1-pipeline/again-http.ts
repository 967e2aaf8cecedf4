/** Makes every request that services made, by undici alone, so many at once as is usual. */
import { Agent } from 'undici';
import { z } from 'zod';
import { answerAsked } from '../../cluster/answer-asked.js';
import { recordedIn } from './recorded.js';

const AT_ONCE = 32;
/** What undici says itself. */
const ITS_OWN = ['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'];

const [folder = ''] = process.argv.slice(2);
const agent = new Agent({ connections: AT_ONCE, pipelining: 1 });
const requests = (await recordedIn(folder, 'http')).flat().map(({ url, method, headers, body }) => {
  const { origin, pathname, search } = new URL(url);
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !ITS_OWN.includes(name.toLowerCase())));
  return { origin, path: pathname + search, method, headers: own, body: body === '' ? null : body };
});

answerAsked(z.object({}), async () => {
  let next = 0;
  let failed = 0;
  const one = async () => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const { statusCode, body } = await agent.request(request);
      if (statusCode >= 400) failed += 1;
      await body.text();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { did: requests.length, failed };
});
