import { z } from 'zod';
import { type Child, startChild } from '../../cluster/child.js';
import type { Processes } from '../../cluster/processes.js';
import { NO_POSTGRES } from '../../compare/cost.js';
import type { Crowd } from '../../load/update-of.js';
import { createMeter, type Meter, type Watched } from '../../measure/meter.js';

export const CONTENDERS = ['relaydesk', 'bullmq', 'grammy'] as const;
export type Name = (typeof CONTENDERS)[number];
const Ready = z.object({ url: z.string() });

/** What stands around one contender, the same for each: a load generator and the two stubs, which know nobody else's words. */
export type Stand = {
  load: Child;
  redmine: Child;
  telegram: Child;
  urls: { redmine: string; telegram: string };
  meter: Meter;
  /** What its meter counts; who starts something to be measured adds it. */
  watched: Watched[];
};

/** `trackerMs`: how long its tracker takes for an answer. */
export type Around = { processes: Processes; crowd: Crowd; trackerMs: number };

export async function setUpStand({ processes, crowd, trackerMs }: Around, name: Name, gateway: string): Promise<Stand> {
  const child = (what: string, file: string, ...args: string[]) =>
    startChild(processes, `${what} of ${name}`, new URL(file, import.meta.url), args);
  const redmine = await child('Redmine stub', '../../stubs/redmine/main.ts', `${trackerMs}`);
  const telegram = await child('Telegram stub', '../../stubs/telegram/main.ts');
  const load = await child('load', '../../load/main.ts', gateway, `${crowd.desks}`, `${crowd.people}`);
  const watched: Watched[] = [
    { name: 'load generator', pid: load.pid, side: 'apart' },
    { name: 'Redmine stub', pid: redmine.pid, side: 'apart' },
    { name: 'Telegram stub', pid: telegram.pid, side: 'apart' },
    { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' },
  ];
  const urls = { redmine: Ready.parse(redmine.ready).url, telegram: Ready.parse(telegram.ready).url };
  return { load, redmine, telegram, urls, watched, meter: createMeter(watched, NO_POSTGRES) };
}

/** Of these processes one at most has each name. */
export function watch(watched: Watched[], one: Watched): void {
  forget(watched, one.name);
  watched.push(one);
}

export function forget(watched: Watched[], name: string): void {
  const at = watched.findIndex((each) => each.name === name);
  if (at >= 0) watched.splice(at, 1);
}
