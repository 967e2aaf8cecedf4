import { InvalidArgumentError } from 'commander';
import type { Filter, Selection } from '#dead-letters';

/** What narrows a choice of letters, as it is written on a command line. */
export type FilterOptions = { desk?: string; kind?: string; cause?: string; since?: number; until?: number };

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/** A time (ms): `2026-11-21`, `2026-11-21T09:30Z`, or so long ago: `90m`, `12h`, `7d`. One that says no offset is UTC. */
export function parseTime(text: string): number {
  const [, count, unit = ''] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const at = count === undefined ? calendar(text) : Date.now() - Number(count) * (UNITS[unit] ?? 0);
  if (Number.isNaN(new Date(at).getTime()))
    throw new InvalidArgumentError('Say a time like 2026-11-21T09:30Z, or so long ago: 90m, 12h, 7d.');
  return at;
}

/** A date that the calendar does not have is none: else the 30th of February would be in March. */
function calendar(text: string): number {
  const [, day = '', hour = '00:00', offset = 'Z'] = WRITTEN.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return NaN;
  return Date.parse(`${day}T${hour}${offset}`);
}

/** Takes any words; whoever left them blank is told an example. */
export const wordsLike =
  (example: string) =>
  (text: string): string => {
    if (text.trim() === '') throw new InvalidArgumentError(`It is empty. For example: ${example}`);
    return text;
  };

export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw new InvalidArgumentError('Say a number from 1 to 1000.');
  return count;
}

/** The numbers of letters; they grow with each one before. */
export function parseNumber(text: string, before: readonly number[] = []): number[] {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('A letter is named by its number. For example: 42');
  return [...before, number];
}

export const filterOf = ({ desk, kind, cause, since, until }: FilterOptions): Filter => ({
  ...(desk !== undefined && { desk }),
  ...(kind !== undefined && { kind }),
  ...(cause !== undefined && { cause }),
  ...(since !== undefined && { since }),
  ...(until !== undefined && { until }),
});

/** Letters are named, or described, or all are meant; nothing said is not all. */
export function selectionOf(numbers: readonly number[], options: FilterOptions & { all?: boolean }): Selection {
  const filter = filterOf(options);
  const describes = Object.keys(filter).length > 0;
  if (numbers.length > 0 && (describes || options.all))
    throw new Error('Name letters by their numbers or describe them, not both.');
  if (numbers.length > 0) return { numbers: [...numbers] };
  if (!describes && !options.all) throw new Error('Which letters? Name their numbers, describe them, or say --all.');
  return describes ? { filter } : { all: true };
}
