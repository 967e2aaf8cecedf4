/** What looking for somebody in one store came to: where something is, never what. */
export type Finding =
  | { kind: 'nothing'; store: string }
  /** It should be gone. */
  | { kind: 'left'; store: string; where: string; count: number }
  /** Nobody can take it out, and it goes by itself. */
  | { kind: 'leaving'; store: string; count: number; looked: number; by: number }
  /** Nobody can take it out, and it does not go. */
  | { kind: 'kept'; store: string; count: number; looked: number }
  /** It is there, and somebody else's. */
  | { kind: 'not-ours'; store: string; owner: string; where: string; count: number }
  /** It waits to be taken in, and with it what may be theirs. */
  | { kind: 'coming'; store: string }
  | { kind: 'unsearched'; store: string; why: string };

/** Whether nothing is left that should not be, and everything was searched. */
export const isClean = (findings: readonly Finding[]) =>
  findings.every(({ kind }) => kind === 'nothing' || kind === 'leaving' || kind === 'not-ours');

/** A line for each finding, and the last one says what it comes to. Pure. */
export function asText(findings: readonly Finding[]): string {
  return ['Searched for them, after erasing:', ...findings.map((one) => `  ${lineOf(one)}`), verdict(findings)].join(
    '\n',
  );
}

function lineOf(finding: Finding): string {
  const { store } = finding;
  switch (finding.kind) {
    case 'nothing':
      return `${store}: nothing of them is left.`;
    case 'left':
      return `${store}: something of them is left in ${finding.where}: ${finding.count}`;
    case 'leaving': {
      const { count, looked, by } = finding;
      return `${store}: ${count} of ${looked} records hold something of them; the last is gone by ${minute(by)}, with the topic’s retention.`;
    }
    case 'kept': {
      const { count, looked } = finding;
      return `${store}: ${count} of ${looked} records hold something of them, and the topic keeps its records for ever: set its retention.ms.`;
    }
    case 'not-ours':
      return `${store}: in ${finding.where}: ${finding.count}. It is ${finding.owner} own, and not erased.`;
    case 'coming':
      return `${store}: not everything in it was taken in within 30 s: its service has to catch up.`;
    case 'unsearched':
      return `${store}: could not be searched to its end: ${finding.why}`;
  }
}

function verdict(findings: readonly Finding[]): string {
  if (findings.some(({ kind }) => kind === 'left' || kind === 'kept')) {
    return 'Something of them is left that should not be.';
  }
  if (findings.some(({ kind }) => kind === 'unsearched')) {
    return 'Whether something of them is left is not known: run this again once every store answers.';
  }
  if (findings.some(({ kind }) => kind === 'coming')) {
    return 'Something of them may still come: run this again once every service has caught up.';
  }
  const ends = findings.flatMap((finding) => (finding.kind === 'leaving' ? [finding.by] : []));
  if (ends.length === 0) return 'All that Relaydesk keeps was searched: nothing of them is left.';
  return `All that Relaydesk keeps was searched: nothing of them is left but what goes by itself, by ${minute(Math.max(...ends))}.`;
}

/** UTC, to the minute after it. */
const minute = (at: number) => `${new Date(at + 59_999).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
