import { button, icon, make } from '../make.js';
import { trackerAs, type Issue, type TrackerAs } from '../server.js';
import { tell } from '../tell.js';
import { createCommentBox, type Comment } from './comment-box.js';
import { showThread } from './show-thread.js';
import { statusPill } from './status-pill.js';

export type IssueView = {
  element: HTMLElement;
  /** Shows this issue as it stands now. */
  open(id: string): Promise<void>;
  readonly issue: string | undefined;
};

export const ENGINEER = 'boris';

/** One issue with its thread, and the box to answer in. */
export function createIssueView(onBack: () => void, onPublicComment: () => void): IssueView {
  const tracker: TrackerAs = trackerAs(ENGINEER);
  let issue: string | undefined;
  const head = make('header', { class: 'issue-head' });
  const thread = make('div', {
    class: 'thread',
    role: 'log',
    'aria-live': 'polite',
    'aria-label': 'Thread',
    tabindex: '0',
  });
  const box = createCommentBox(comment);
  const element = make('section', { class: 'issue-view', 'aria-label': 'Issue' }, head, thread, box.element);

  function show(current: Issue): void {
    const { id, subject, status, project, issueType, priority, assignee } = current;
    const facts = [
      project.name,
      issueType.name,
      `${priority.name} priority`,
      assignee ? `for ${assignee.name}` : 'for nobody yet',
    ];
    head.replaceChildren(
      button({ class: 'round back', 'aria-label': 'All issues', title: 'All issues' }, onBack, icon('back')),
      make('div', {}, make('h2', {}, subject), make('p', { class: 'muted' }, `#${id} · ${facts.join(' · ')}`)),
      statusPill(status),
    );
    const grown = thread.childElementCount !== current.journals.length + 1 || thread.dataset['issue'] !== id;
    thread.dataset['issue'] = id;
    thread.replaceChildren(...showThread(current, tracker.fileAddress));
    if (grown) thread.scrollTop = thread.scrollHeight;
    box.fit(current);
  }

  async function comment({ text, private: hidden, status, files }: Comment): Promise<boolean> {
    const id = issue;
    if (id === undefined) return false;
    try {
      const uploads = await Promise.all(files.map((file) => tracker.upload(file)));
      const { issue: changed } = await tracker.change(id, { text, private: hidden, status, uploads });
      if (id === issue) show(changed);
    } catch (cause) {
      // An answer may be lost after the work was done: then the comment is there.
      if (!(await isThere(id, text))) {
        tell(cause);
        return false;
      }
    }
    if (text !== '' && !hidden) onPublicComment();
    return true;
  }
  async function isThere(id: string, text: string): Promise<boolean> {
    const current = await tracker.issue(id).catch(() => undefined);
    if (current && id === issue) show(current);
    const last = current?.journals.at(-1);
    return text !== '' && last?.author.login === ENGINEER && last.text === text;
  }

  return {
    element,
    get issue() {
      return issue;
    },
    async open(id) {
      if (id !== issue) box.clear();
      issue = id;
      const current = await tracker.issue(id);
      if (id === issue) show(current);
    },
  };
}
