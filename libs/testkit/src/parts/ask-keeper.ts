import { request } from 'node:http';
import { json } from 'node:stream/consumers';

/** Set by the real suite's global set-up (and by `npm run parts`). */
const ADDRESS = 'RELAYDESK_KEEPER';

/** One question to the keeper of this run's parts. A first start may take as long as an installation takes. */
export async function askKeeper<T>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const keeper = process.env[ADDRESS];
  if (!keeper) throw new Error(`${ADDRESS} is not set: run tests on real parts with RELAYDESK_SUITE=real.`);
  return new Promise((resolve, reject) => {
    const asking = request(`${keeper}/${path}`, { method, agent: false }, (response) => {
      json(response).then((answer) => {
        if (response.statusCode === 200) return resolve(answer as T);
        reject(new Error((answer as { error: string }).error));
      }, reject);
    });
    asking.on('error', reject).end(body && JSON.stringify(body));
  });
}
