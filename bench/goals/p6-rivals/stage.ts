import { join } from 'node:path';
import { openGround } from '../../cluster/open-ground.js';
import type { Crowd } from '../../load/update-of.js';
import type { Contender } from './contender.js';
import { setUpRelaydesk } from './relaydesk.js';
import { setUpRival } from './rival-bot.js';
import type { Name } from './stand.js';

/** `logs`: a folder for what the services log. */
export type Staged = { crowd: Crowd; trackerMs: number; logs: string };

/** Sets up all contenders, none of which runs yet, and ends whatever was started, however the run went. */
export async function withContenders<T>(
  { crowd, trackerMs, logs }: Staged,
  run: (contenders: Record<Name, Contender>) => Promise<T>,
): Promise<T> {
  await using endings = new AsyncDisposableStack();
  const { folder, parts, processes } = await openGround(endings);
  const around = { processes, crowd, trackerMs };
  return await run({
    relaydesk: await setUpRelaydesk(around, parts, { processes, config: join(folder, 'relaydesk.yaml'), logs }),
    bullmq: await setUpRival(around, 'bullmq', join(folder, 'bullmq.json')),
    grammy: await setUpRival(around, 'grammy', join(folder, 'grammy.json')),
  });
}
