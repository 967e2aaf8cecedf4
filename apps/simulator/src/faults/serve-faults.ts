import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { RateLimiter } from '../bot-api/rate-limiter.js';
import { jsonOf, serveSafely } from '../json-http.js';
import { Fault } from './fault.js';
import type { Faults } from './faults.js';

const rateRequest = z.object({ mode: z.enum(['off', 'strict', 'random']) });

/**
 * `GET /faults` lists them, `POST` adds one and gives its id, `DELETE /faults/<id>` removes one and `DELETE /faults` all;
 * `POST /rate` sets the mode of the rate limiter. False where the path is not of that kind.
 */
export function serveFaults(
  faults: Faults,
  limiter: RateLimiter,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const [, first, id] = (request.url ?? '').split('?', 1)[0]?.split('/') ?? [];
  if (first !== 'faults' && first !== 'rate') return false;
  serveSafely(request, response, async () => {
    if (first === 'rate' && request.method === 'POST') limiter.mode = rateRequest.parse(await jsonOf(request)).mode;
    else if (request.method === 'POST') return { id: faults.add(Fault.parse(await jsonOf(request))) };
    else if (request.method === 'DELETE' && id !== undefined) faults.remove(Number(id));
    else if (request.method === 'DELETE') faults.clear();
    return first === 'rate' ? { mode: limiter.mode } : faults.list();
  });
  return true;
}
