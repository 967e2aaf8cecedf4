import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { CHANNEL, type Crowd, deskName, deskOf, personOf, secretOf, updateOf } from './update-of.js';

/** How many updates are under way at once; Telegram has up to 40 for each of 200 bots. */
const CONNECTIONS = 128;
/** A gateway that answers 503 asks to come back in seconds; the bench comes back sooner. */
const AGAIN_MS = 250;
/** Instead of a status: there was no answer. */
const NOBODY = 0;
const isBusy = (status: number) => status === 503;

/**
 * Posts updates as Telegram's webhooks do: again and again until they are answered 200. Of several gateways each gets its turn, as
 * from a load balancer before them.
 */
export function createPoster(gateways: readonly string[], crowd: Crowd) {
  const connections = Math.ceil(CONNECTIONS / gateways.length);
  const pools = gateways.map((gateway) => new Pool(gateway, { connections, pipelining: 1 }));
  let turn = 0;
  let refused = 0;
  const prepared = new Map<number, string>();

  /** As it is sent once: what was prepared is forgotten. */
  function take(message: number): string {
    const body = prepared.get(message) ?? updateOf(message, crowd, Date.now());
    prepared.delete(message);
    return body;
  }

  async function postOnce(desk: number, body: string): Promise<number> {
    const pool = pools[(turn += 1) % pools.length] as Pool;
    const answer = await pool.request({
      method: 'POST',
      path: `/messenger/${deskName(desk)}/${CHANNEL}`,
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secretOf(desk) },
      body,
    });
    await answer.body.dump();
    return answer.statusCode;
  }

  /** `bears`: whatever else is answered ends the run. */
  async function post(message: number, bears: (status: number) => boolean = isBusy): Promise<void> {
    const desk = deskOf(message, crowd);
    const body = take(message);
    for (;;) {
      const status = await postOnce(desk, body).catch((error: Error) => {
        if (bears(NOBODY)) return NOBODY;
        throw error;
      });
      if (status === 200) return;
      if (!bears(status)) throw new Error(`The gateway answered ${status}.`);
      refused += 1;
      await wait(AGAIN_MS);
    }
  }

  return {
    post,
    /** So that what is said costs nothing while it is sent. */
    prepare(first: number, count: number): void {
      for (let i = first; i < first + count; i += 1) prepared.set(i, updateOf(i, crowd, Date.now()));
    },
    refused: () => refused,
    close: () => Promise.all(pools.map((pool) => pool.close())),
  };
}

export type Poster = ReturnType<typeof createPoster>;

/** As fast as it goes, always as many under way as there are connections. */
export async function postAll({ post }: Poster, first: number, count: number): Promise<void> {
  let next = first;
  const one = async () => {
    while (next < first + count) await post(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

/**
 * Each at its intended time (ms since 1970), whatever became of the ones before it: an open loop, until it is told to cease. Gives
 * how many were posted; rejects where one could not be.
 */
export async function postAt(
  { post }: Pick<Poster, 'post'>,
  first: number,
  times: readonly number[],
  ceases: () => boolean = () => false,
): Promise<number> {
  const posts: Promise<void>[] = [];
  const failures: Error[] = [];
  for (const [i, at] of times.entries()) {
    const early = at - Date.now();
    if (early > 0) await wait(early);
    if (ceases() || failures.length > 0) break;
    posts.push(post(first + i).catch((error: Error) => void failures.push(error)));
  }
  await Promise.all(posts);
  if (failures[0]) throw failures[0];
  return posts.length;
}

/**
 * The same where those that listen are killed meanwhile: what is not answered 200 comes again, and before it nothing of the same
 * person, as Telegram does it.
 */
export async function insistAt({ post }: Poster, crowd: Crowd, first: number, times: readonly number[]): Promise<void> {
  const before = new Map<number, Promise<void>>();
  for (const [i, at] of times.entries()) {
    const early = at - Date.now();
    if (early > 0) await wait(early);
    const person = personOf(first + i, crowd);
    const posted = (before.get(person) ?? Promise.resolve()).then(() => post(first + i, () => true));
    before.set(person, posted);
  }
  await Promise.all(before.values());
}
