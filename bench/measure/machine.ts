import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem } from 'node:os';

export type Machine = { cpu: string; cores: number; memoryGiB: number; kernel: string; node: string };

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGiB: Math.round(totalmem() / 1_024 ** 3),
  kernel: release(),
  node: process.versions.node,
});

/** What all processors of the machine have worked since it was started, in ms: everything but idle and waiting for disks. */
export async function machineBusy(): Promise<number> {
  const [first = ''] = (await readFile('/proc/stat', 'utf8')).split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = first.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq + steal) * 10;
}
