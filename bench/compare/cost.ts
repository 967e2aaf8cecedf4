import { createMeter, type Usage, type Watched } from '../measure/meter.js';
import { aboutUsage } from '../report/objections.js';

/** For who counts CPU alone. */
export const NO_POSTGRES = { read: async () => ({ commits: 0, writing: 0, lanes: {} }) };

/** What all these used while something ran. */
export async function usageOf(watched: readonly Watched[], run: () => Promise<unknown>): Promise<Usage> {
  const meter = createMeter(watched, NO_POSTGRES);
  const before = await meter.sample();
  await run();
  return await meter.between(before, await meter.sample());
}

/** CPU of all that is measured: services, contenders, and the parts they stand on (ms). */
export const cpuMsOf = ({ processes }: Usage): number =>
  processes.filter(({ side }) => side !== 'apart').reduce((sum, { cpuMs }) => sum + cpuMs, 0);

/** What speaks against rounds that were measured so: the worst of them counts. */
export function objectionsTo(usages: readonly Usage[]): string[] {
  const worst = (of: (usage: Usage) => number) => usages.toSorted((a, b) => of(b) - of(a)).slice(0, 1);
  return [...worst(({ apart }) => apart), ...worst(({ others }) => others)]
    .flatMap((usage) => aboutUsage('worst round', usage))
    .filter((line, i, all) => all.indexOf(line) === i);
}
