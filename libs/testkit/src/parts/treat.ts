import type { Treatment } from './part.js';
import type { ServerProcess } from './server-process.js';

const SIGNALS = { pause: 'SIGSTOP', resume: 'SIGCONT', kill: 'SIGKILL' } as const;

/** Treats servers of ours: all of them, or the one at that place. */
export const treat = (servers: readonly ServerProcess[]) => async (treatment: Treatment, member?: number) => {
  const meant = member === undefined ? servers : servers.slice(member, member + 1);
  if (treatment === 'restart') return void (await Promise.all(meant.map((server) => server.restart())));
  for (const server of meant) process.kill(server.pid(), SIGNALS[treatment]);
};
