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

/** What several phases of one turn used. */
export function together(phases: readonly Usage[]): Usage {
  const sum = (of: (usage: Usage) => number) => phases.reduce((total, usage) => total + of(usage), 0);
  const seconds = sum((usage) => usage.seconds);
  const part = (of: (usage: Usage) => number) => sum((usage) => of(usage) * usage.seconds) / seconds;
  return {
    seconds,
    processes: phases.flatMap(({ processes }) => processes),
    postgres: {
      commits: sum(({ postgres }) => postgres.commits),
      writing: sum(({ postgres }) => postgres.writing),
      lanes: {},
    },
    busy: part(({ busy }) => busy),
    apart: part(({ apart }) => apart),
    others: part(({ others }) => others),
  };
}

/** What speaks against rounds that were measured so: the worst of them counts. */
export function objectionsTo(usages: readonly Usage[]): string[] {
  const worst = (of: (usage: Usage) => number) => usages.toSorted((a, b) => of(b) - of(a)).slice(0, 1);
  return [...worst(({ apart }) => apart), ...worst(({ others }) => others)]
    .flatMap((usage) => aboutUsage('worst round', usage))
    .filter((line, i, all) => all.indexOf(line) === i);
}
