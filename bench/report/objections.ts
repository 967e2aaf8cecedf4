import type { Usage } from '../measure/meter.js';
import type { Received } from '../phases/counts.js';
import type { Cluster } from './result.js';

/** Design: the bench's own processes take less than this of the machine, or what was measured is the bench. */
const MOST_APART = 0.25;
/** More of the machine than this taken by strangers, and the numbers are not Relaydesk's alone. */
const MOST_OTHERS = 0.1;
const VOID = 'VOID';
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
    ...aboutMessages(drain),
    ...aboutUsage('filling', drain.fill.usage),
    ...aboutUsage('drain', drain.usage),
    ...loads.flatMap(({ part, received, withoutFile, messages, medians, usage }) => [
      ...(received < messages ? [`At ${percent(part)}, ${messages - received} messages did not arrive in time.`] : []),
      ...aboutFiles(withoutFile).map((line) => `At ${percent(part)}, ${line}`),
      ...(medians.last > Math.max(SMALL_MS, GROWS * medians.first)
        ? [
            `At ${percent(part)} the median grew from ${ms(medians.first)} to ${ms(medians.last)}: too much to be borne.`,
          ]
        : []),
      ...aboutUsage(`load of ${percent(part)}`, usage),
    ]),
  ];
}

/** What became of messages against what they were sent as, those aside that did not arrive. */
export function aboutMessages({
  doubled,
  swapped,
  withoutFile,
}: Pick<Received, 'doubled' | 'swapped' | 'withoutFile'>) {
  return [
    ...(doubled > 0 ? [`${doubled} messages were written twice.`] : []),
    ...(swapped > 0 ? [`${swapped} messages came before an earlier one of the same person.`] : []),
    ...aboutFiles(withoutFile),
  ];
}

export const aboutFiles = (withoutFile: number): string[] =>
  withoutFile > 0 ? [`${withoutFile} messages came without their file, or with part of it.`] : [];

/** What a phase's use of the machine says against its numbers. */
export function aboutUsage(phase: string, { apart, others }: Pick<Usage, 'apart' | 'others'>): string[] {
  return [
    ...(apart >= MOST_APART
      ? [`${VOID} (${phase}): load generator, stubs and harness took ${percent(apart)} of the machine.`]
      : []),
    ...(others >= MOST_OTHERS
      ? [`Disturbed (${phase}): processes that are none of this run's took ${percent(others)} of the machine.`]
      : []),
  ];
}

/** Whether nothing can be told from numbers against which that speaks. */
export const isVoiding = (objection: string): boolean => objection.startsWith(VOID);

export const percent = (part: number) => `${Math.round(part * 100)} %`;
export const ms = (value: number) => `${Math.round(value)} ms`;
