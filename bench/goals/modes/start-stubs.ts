import { z } from 'zod';
import { startChild } from '../../cluster/child.js';
import type { Processes } from '../../cluster/processes.js';
import type { Watched } from '../../measure/meter.js';

const Ready = z.object({ url: z.string() });

/** A tracker and a messenger that answer at once: what is around a Relaydesk, in any mode. */
export async function startStubs(processes: Processes) {
  const start = async (name: string, file: string) => startChild(processes, name, new URL(file, import.meta.url));
  const redmine = await start('Redmine stub', '../../stubs/redmine/main.ts');
  const telegram = await start('Telegram stub', '../../stubs/telegram/main.ts');
  const watched: Watched[] = [
    { name: 'Redmine stub', pid: redmine.pid, side: 'apart' },
    { name: 'Telegram stub', pid: telegram.pid, side: 'apart' },
    { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' },
  ];
  const urls = { redmine: Ready.parse(redmine.ready).url, telegram: Ready.parse(telegram.ready).url };
  return { redmine, telegram, watched, urls };
}
