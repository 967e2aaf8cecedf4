import { button, icon, make } from '../make.js';
import type { IssueHead } from '../server.js';
import { whenWords } from '../words.js';
import { statusPill } from './status-pill.js';

export type IssueList = { element: HTMLElement; show(issues: readonly IssueHead[], open: string | undefined): void };

/** All issues the engineer sees, newest change first, each with its newest comment. */
export function createIssueList(onOpen: (issue: string) => void): IssueList {
  const element = make('nav', { class: 'issues', 'aria-label': 'Issues' });
  const changes = new Map<string, string>();

  function rowOf(issue: IssueHead, open: boolean): HTMLElement {
    const { id, subject, status, newestComment, author, updatedAt } = issue;
    const known = changes.get(id);
    changes.set(id, updatedAt);
    const fresh = changes.size > 1 && known !== updatedAt && !open;
    return button(
      { class: `issue-row${status.closed ? ' closed' : ''}${fresh ? ' fresh' : ''}`, 'aria-current': open && 'true' },
      () => onOpen(id),
      make(
        'span',
        { class: 'issue-row-head' },
        make('span', { class: 'muted' }, `#${id}`),
        statusPill(status),
        make('time', { class: 'muted' }, whenWords(updatedAt)),
      ),
      make('strong', { class: 'issue-row-subject' }, subject),
      make(
        'span',
        { class: 'issue-row-comment muted' },
        newestComment?.private === true && icon('lock'),
        newestComment ? `${newestComment.author.name}: ${newestComment.text}` : `by ${author.name}`,
      ),
    );
  }

  return {
    element,
    show(issues, open) {
      const focused = element.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-id')
        : undefined;
      const rows = issues.map((issue) => {
        const row = rowOf(issue, issue.id === open);
        row.dataset['id'] = issue.id;
        return row;
      });
      element.replaceChildren(...rows);
      rows.find((row) => row.dataset['id'] === focused)?.focus();
    },
  };
}
