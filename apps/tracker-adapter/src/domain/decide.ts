import type { CorrelationWrite, Decision } from '#correlation';

/** One decision about each of these changes of an issue. */
export const decide = (
  of: Pick<Decision, 'desk' | 'issue' | 'at'>,
  who: Pick<Decision, 'account' | 'accountName'>,
  why: Decision['why'],
  changes: readonly string[],
): CorrelationWrite[] =>
  changes.map((change) => ({
    kind: 'decision',
    row: { desk: of.desk, issue: of.issue, at: of.at, account: who.account, accountName: who.accountName, why, change },
  }));
