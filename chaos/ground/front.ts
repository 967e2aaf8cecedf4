import { setTimeout as wait } from 'node:timers/promises';
import { type Exchange, httpProxy } from '#testkit/proxies';
import type { Node } from './nodes.js';

/**
 * The way from outside to the gateways, as a cluster's Service is one: each request goes to the next that is ready, once, and on a
 * connection that is kept.
 */
export type Front = {
  url: string;
  /** Every webhook that came, in the order they were over. */
  heard: readonly Exchange[];
  /** From now on it leads to these, once it has seen which are ready. */
  leadTo(gateways: readonly Pick<Node, 'port'>[]): Promise<void>;
  stop(): Promise<void>;
};

/** An orchestrator asks more seldom, but also knows whom it ends: the chart's gateways wait longer for being forgotten. */
const LOOK_MS = 500;
const ANSWER_WITHIN_MS = 1_000;
/** Where nothing listens. */
const NOWHERE = 'http://127.0.0.1:1';

export async function startFront(): Promise<Front> {
  const heard: Exchange[] = [];
  let gateways: readonly string[] = [];
  let ready: readonly string[] = [];
  let turn = 0;
  let looking = true;
  const next = () => ready[turn++ % ready.length] ?? NOWHERE;
  const proxy = await httpProxy({ to: next, keeps: true, heard: (exchange) => void heard.push(exchange) });

  async function look(): Promise<void> {
    const found = await Promise.all(gateways.map(async (url) => ((await isReady(url)) ? [url] : [])));
    ready = found.flat();
  }
  async function keepLooking(): Promise<void> {
    for (; looking; await wait(LOOK_MS)) await look();
  }
  const looked = keepLooking();

  return {
    url: proxy.url,
    heard,
    async leadTo(nodes) {
      gateways = nodes.map(({ port }) => `http://127.0.0.1:${port}`);
      await look();
    },
    async stop() {
      looking = false;
      await looked;
      await proxy.stop();
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Webhooks that nobody took: answered nothing, or anything but that it is taken. */
export const refusedOf = (heard: readonly Exchange[]): readonly Exchange[] =>
  heard.filter(({ answer }) => answer === undefined || answer.status >= 300);
