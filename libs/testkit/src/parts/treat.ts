import type { Treatment } from './part.js';

const SIGNALS = { pause: 'SIGSTOP', resume: 'SIGCONT', kill: 'SIGKILL' } as const;

/** Pauses, resumes or kills processes of ours: all of them, or the one at that place. */
export const treat = (pids: readonly number[]) => async (treatment: Treatment, member?: number) => {
  const meant = member === undefined ? pids : pids.slice(member, member + 1);
  for (const pid of meant) process.kill(pid, SIGNALS[treatment]);
};
