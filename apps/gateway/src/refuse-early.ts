import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hasToken } from './admin/has-token.js';
import type { Admin, Channels, TrackerHooks } from './tokens.js';

const MessengerPath = z.object({ desk: z.string(), channel: z.string() });
const TrackerPath = z.object({ desk: z.string() });

/** What is refused before a byte of the body is read, with its status. */
export type Refusal = { status: 401 | 404; why: string };

/**
 * Judges a request by the route it was given to, not by the spelling of its address: an encoded letter or a doubled slash
 * leads past no check. Constant time over the secret; a channel that does not exist is not told apart from a wrong secret.
 */
export function refuseEarly(
  { channels, trackerHooks, admin }: { channels: Channels; trackerHooks: TrackerHooks; admin?: Admin | undefined },
  { routeOptions, params, headers }: Pick<FastifyRequest, 'routeOptions' | 'params' | 'headers'>,
): Refusal | undefined {
  const route = routeOptions.url ?? '';
  if (route.startsWith('/messenger/')) {
    const { desk, channel } = MessengerPath.parse(params);
    const single = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const genuine = channels.get(`${desk}/${channel}`)?.messenger.genuine(single) ?? false;
    return genuine ? undefined : { status: 401, why: 'not genuine' };
  }
  if (route.startsWith('/tracker/')) {
    const { desk } = TrackerPath.parse(params);
    const known = [...trackerHooks.keys()].some((id) => id === desk);
    return known ? undefined : { status: 404, why: 'no webhook here' };
  }
  if (route.startsWith('/admin/')) {
    return admin && hasToken(headers.authorization, admin.token) ? undefined : { status: 401, why: 'not genuine' };
  }
  return undefined;
}
