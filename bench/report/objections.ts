import type { Usage } from '../measure/meter.js';
import type { Cluster } from './result.js';

/** Design: the bench's own processes take less than this of the machine, or what was measured is the bench. */
const MOST_APART = 0.25;
/** More of the machine than this taken by strangers, and the numbers are not Relaydesk's alone. */
const MOST_OTHERS = 0.1;
/** A median that grows by this between the first and the last third of a load keeps growing. */
const GROWS = 3;
/** Medians this small (ms) grow by chance. */
const SMALL_MS = 100;

/** Why numbers of this run are void, or to be read with care; none: they stand. */
export function objections({ drain, loads }: Cluster): string[] {
  return [
    ...(drain.received < drain.messages
      ? [`The backlog was not drained in time: ${drain.received} of ${drain.messages}.`]
      : []),
    ...(drain.doubled > 0 ? [`${drain.doubled} messages were written twice.`] : []),
    ...(drain.swapped > 0 ? [`${drain.swapped} messages came before an earlier one of the same person.`] : []),
    ...aboutUsage('filling', drain.fill.usage),
    ...aboutUsage('drain', drain.usage),
    ...loads.flatMap(({ part, received, messages, medians, usage }) => [
      ...(received < messages ? [`At ${percent(part)}, ${messages - received} messages did not arrive in time.`] : []),
      ...(medians.last > Math.max(SMALL_MS, GROWS * medians.first)
        ? [
            `At ${percent(part)} the median grew from ${ms(medians.first)} to ${ms(medians.last)}: too much to be borne.`,
          ]
        : []),
      ...aboutUsage(`load of ${percent(part)}`, usage),
    ]),
  ];
}

/** What a phase's use of the machine says against its numbers. */
export function aboutUsage(phase: string, { apart, others }: Pick<Usage, 'apart' | 'others'>): string[] {
  return [
    ...(apart >= MOST_APART
      ? [`VOID (${phase}): load generator, stubs and harness took ${percent(apart)} of the machine.`]
      : []),
    ...(others >= MOST_OTHERS
      ? [`Disturbed (${phase}): processes that are none of this run's took ${percent(others)} of the machine.`]
      : []),
  ];
}

export const percent = (part: number) => `${Math.round(part * 100)} %`;
export const ms = (value: number) => `${Math.round(value)} ms`;
