import type { Readable } from 'node:stream';
import { type Agent, request } from 'undici';
import { heedLimits } from './heed-limits.js';

/** The octets of a file that Telegram has, by its id. */
export type OpenFile = (id: string) => Promise<Readable>;

/** Downloads what `linkTo` finds out; either library has a way of its own to the link. */
export const createOpenFile =
  (linkTo: (id: string) => Promise<string>, dispatcher: Agent): OpenFile =>
  async (id) => {
    const link = await heedLimits(() => linkTo(id));
    const { statusCode, body } = await request(link, { dispatcher });
    if (statusCode === 200) return body;
    await body.dump();
    throw new Error(`Telegram answered ${statusCode} to a download.`);
  };
