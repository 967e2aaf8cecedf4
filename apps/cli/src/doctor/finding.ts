import { timeOf, visible } from '../as-table.js';

/** One thing that was looked at. `wrong` means that somebody's words wait, or will. */
export type Finding = {
  about: string;
  state: 'fine' | 'notice' | 'wrong';
  says: string;
  /** What to do about it. */
  todo?: string | undefined;
};

const SIGN = { fine: '✓', notice: '!', wrong: '✗' } as const;

/** Findings as lines for people, in their order. */
export function asText(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map(({ about }) => about.length));
  return findings
    .flatMap(({ about, state, says, todo }) => [
      `${SIGN[state]} ${about.padEnd(width)}  ${visible(says)}`,
      ...(todo ? [`  ${' '.repeat(width)}  → ${todo}`] : []),
    ])
    .join('\n');
}

/** A moment as it is told: UTC, to the second. */
export const momentOf = (ms: number): string => timeOf(ms).replace('T', ' ').replace('Z', ' UTC');

/** What kind of error it is; never its words, which may carry an address with a credential. */
export const errorName = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? `${error.name} ${String(error.code)}` : error.name) : 'an unknown error';
