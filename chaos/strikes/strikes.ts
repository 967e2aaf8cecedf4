import { setTimeout as wait } from 'node:timers/promises';
import type { Ground } from '../ground/with-ground.js';

/** One way to hurt a running system. It ends when the hurt does; what it takes to heal is not awaited. */
export type Strike = {
  /** Whether a sending to a messenger may go through while its sender never learns of it. */
  hidesAnswers: boolean;
  /** Resolves with what it did, for whoever reads the run. */
  strike(ground: Ground, random: () => number): Promise<string>;
};

/** The group misses a node after 10 s; its lease is over long before. */
const BEYOND_THE_LEASE_MS = 12_000;

const between = (from: number, to: number, random: () => number) => Math.round(from + (to - from) * random());
const oneOf = <T>(all: readonly T[], random: () => number): T => all[Math.floor(random() * all.length)] as T;

export const STRIKES: readonly Strike[] = [
  {
    hidesAnswers: true,
    async strike({ nodes }, random) {
      const node = oneOf(nodes.running(), random);
      nodes.kill(node);
      return `kill -9 ${node.name}`;
    },
  },
  {
    hidesAnswers: true,
    async strike({ nodes }, random) {
      const node = oneOf(nodes.running(), random);
      const ms = between(BEYOND_THE_LEASE_MS, BEYOND_THE_LEASE_MS + 8_000, random);
      nodes.freeze(node);
      await wait(ms);
      nodes.thaw(node);
      return `stopped ${node.name} for ${ms} ms`;
    },
  },
  {
    hidesAnswers: true,
    async strike({ nodes }, random) {
      const { service } = oneOf(nodes.running(), random);
      for (const node of nodes.running()) if (node.service === service) await nodes.restart(node);
      return `restarted every ${service}, one after the other`;
    },
  },
  {
    hidesAnswers: false,
    async strike({ flushRedis }) {
      await flushRedis();
      return 'emptied Redis';
    },
  },
  {
    hidesAnswers: false,
    async strike({ own: { redis } }, random) {
      const ms = between(1_000, 8_000, random);
      await redis.kill();
      await wait(ms);
      await redis.restart();
      return `killed Redis for ${ms} ms`;
    },
  },
  {
    hidesAnswers: true,
    async strike({ own: { postgres } }) {
      await postgres.restart();
      return 'restarted Postgres';
    },
  },
  {
    hidesAnswers: true,
    async strike({ toPostgres, toRedis }, random) {
      const [part, proxy] = random() < 0.7 ? (['Postgres', toPostgres] as const) : (['Redis', toRedis] as const);
      proxy.cut();
      return `cut every connection to ${part}`;
    },
  },
  {
    hidesAnswers: true,
    async strike({ toPostgres, toRedis }, random) {
      const [part, proxy] = random() < 0.7 ? (['Postgres', toPostgres] as const) : (['Redis', toRedis] as const);
      const weather = oneOf(['hang', 'lose-answers'] as const, random);
      const ms = between(2_000, 8_000, random);
      proxy.weather(weather);
      await wait(ms);
      // What was thrown away is missing from every connection that was open.
      if (weather === 'lose-answers') proxy.cut();
      proxy.weather('clear');
      return `${weather === 'hang' ? 'held up' : 'lost every answer of'} ${part} for ${ms} ms`;
    },
  },
  {
    hidesAnswers: false,
    async strike({ toTracker }, random) {
      const ms = between(5_000, 15_000, random);
      const hung = toTracker.plan(() => true, oneOf(['hang-before', 'hang-after'] as const, random), Infinity);
      await wait(ms);
      hung.lift();
      return `the tracker hung for ${ms} ms`;
    },
  },
  {
    hidesAnswers: false,
    async strike({ toTracker }, random) {
      const ms = between(5_000, 15_000, random);
      const losing = toTracker.plan(({ method }) => method !== 'GET' && random() < 0.3, 'cut-after', Infinity);
      await wait(ms);
      losing.lift();
      return `the tracker broke off after three in ten writes for ${ms} ms`;
    },
  },
  {
    hidesAnswers: true,
    async strike({ simulator: { faults } }, random) {
      const ms = between(5_000, 10_000, random);
      const fault = faults.add({ kind: 'drop-after', chance: 0.3 });
      await wait(ms);
      faults.remove(fault);
      return `Telegram lost three in ten answers for ${ms} ms`;
    },
  },
];
