import { writeFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { ownRedis } from '#testkit/parts';
import { freePorts } from '../../../libs/testkit/src/parts/free-port.js';
import { startChild } from '../../cluster/child.js';
import { CHANNEL, deskName, secretOf, tokenOf } from '../../load/update-of.js';
import type { Contender } from './contender.js';
import type { Configured } from './rival/desks.js';
import { type Around, forget, type Name, setUpStand, type Stand, watch } from './stand.js';

type Rival = Exclude<Name, 'relaydesk'>;
const PROGRAMS: Readonly<Record<Rival, URL>> = {
  bullmq: new URL('telegraf-bullmq/bot.ts', import.meta.url),
  grammy: new URL('grammy-memory/bot.ts', import.meta.url),
};

/** A bot that is one process, with a Redis of its own if it uses one. `file`: where it reads what it is to do. */
export async function setUpRival(around: Around, name: Rival, file: string): Promise<Contender> {
  const [port = 0] = await freePorts(1);
  const stand = await setUpStand(around, name, `http://127.0.0.1:${port}`);
  const redis = name === 'bullmq' ? await startRedisThatKeeps() : undefined;
  if (redis) watch(stand.watched, { name: 'Redis', pid: redis.pid, side: 'parts' });
  await writeFile(file, JSON.stringify(configured(around, stand, port, redis?.url ?? '')));
  let pid = Number.NaN;
  async function start(): Promise<void> {
    ({ pid } = await startChild(around.processes, name, PROGRAMS[name], [file]));
    watch(stand.watched, { name, pid, side: 'services' });
  }
  return {
    stand,
    start,
    async stop() {
      await around.processes.end(name);
      forget(stand.watched, name);
    },
    members: [name],
    kill: async () => void process.kill(pid, 'SIGKILL'),
    revive: start,
  };
}

const configured = ({ crowd }: Around, { urls }: Stand, port: number, redisUrl: string): Configured => ({
  port,
  publicUrl: `http://127.0.0.1:${port}`,
  apiRoot: urls.telegram,
  redisUrl,
  desks: Array.from({ length: crowd.desks }, (_, desk) => ({
    name: deskName(desk),
    path: `/messenger/${deskName(desk)}/${CHANNEL}`,
    token: tokenOf(desk),
    secret: secretOf(desk),
    tracker: { url: `${urls.redmine}/${deskName(desk)}`, apiKey: 'bench', project: 1 },
  })),
});

/** It appends to a file, synced every second, as BullMQ's own advice for production is. */
async function startRedisThatKeeps(): Promise<{ url: string; pid: number }> {
  const { url } = await ownRedis();
  const redis = new Redis(url);
  await redis.config('SET', 'appendonly', 'yes');
  const [, pid] = /^process_id:(\d+)/m.exec(await redis.info('server')) ?? [];
  await redis.quit();
  return { url, pid: Number(pid) };
}
