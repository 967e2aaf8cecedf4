import { issueId, type Dropped, type IssueHead, type Outcome } from '#contracts';

export const issue = (number: number, title: string, more: Partial<IssueHead> = {}): IssueHead => ({
  id: issueId(String(number)),
  label: `#${number}`,
  title,
  url: `https://redmine.test/issues/${number}`,
  project: { id: 'shop', name: 'Web shop' },
  status: { id: '1', name: 'New' },
  priority: { id: '2', name: 'Normal' },
  ...more,
});

export const created = (head: IssueHead, dropped: Dropped[] = []): Outcome => ({
  kind: 'confirmed',
  result: { kind: 'issue', issue: head },
  dropped,
});
export const commented = (head: IssueHead, dropped: Dropped[] = []): Outcome => ({
  kind: 'confirmed',
  result: { kind: 'comment', issue: head },
  dropped,
});
export const found = (issues: IssueHead[], page = 0, pages = 1): Outcome => ({
  kind: 'confirmed',
  result: { kind: 'issues', issues, page, pages },
  dropped: [],
});
export const options: Outcome = {
  kind: 'confirmed',
  result: {
    kind: 'options',
    projects: [
      { id: 'shop', name: 'Web shop' },
      { id: 'ops', name: 'Operations' },
    ],
    issueTypes: [
      { id: '3', name: 'Support' },
      { id: '1', name: 'Bug' },
    ],
    priorities: [
      { id: '1', name: 'Low' },
      { id: '2', name: 'Normal', isDefault: true },
    ],
  },
  dropped: [],
};
export const waiting: Outcome = { kind: 'waiting', why: 'tracker-down' };
export const refused = (words: string): Outcome => ({ kind: 'rejected', reason: { kind: 'refused', words } });
export const noAnswer: Outcome = { kind: 'rejected', reason: { kind: 'no-answer' } };
/** The account is locked or renamed. */
export const noAccess: Outcome = { kind: 'rejected', reason: { kind: 'no-access' } };
