import type { Parts } from '../cluster/start-parts.js';
import type { Watched } from '../measure/meter.js';

/** A contender and all parts: what is measured; and what else runs. */
export const watchedWith = (parts: Parts, name: string, pid: number, apart: readonly Watched[] = []): Watched[] => [
  { name, pid, side: 'services' },
  ...[...parts.pids].map(([part, partPid]): Watched => ({ name: part, pid: partPid, side: 'parts' })),
  ...apart,
  { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' },
];
