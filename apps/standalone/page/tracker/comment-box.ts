import { button, icon, make } from '../make.js';
import { pickFiles, takeDrops } from '../pick-files.js';
import type { Issue } from '../server.js';

export type Comment = { text: string; private: boolean; status: string | undefined; files: readonly File[] };

export type CommentBox = {
  element: HTMLElement;
  /** The statuses to choose from; what is written already stays. */
  fit(issue: Issue): void;
  clear(): void;
};

/** Where the engineer answers. Ctrl+Enter sends. `onSend` gives whether it is saved; if not, the words stay. */
export function createCommentBox(onSend: (comment: Comment) => Promise<boolean>): CommentBox {
  let files: readonly File[] = [];
  const field = make('textarea', { rows: '2', placeholder: 'Answer as Boris …', 'aria-label': 'Comment', dir: 'auto' });
  const hidden = make('input', { type: 'checkbox' });
  const status = make('select', { 'aria-label': 'Status' });
  const chosen = make('div', { class: 'chosen-files muted' });
  const sendButton = button({ class: 'primary' }, () => void send(), 'Comment');
  const box = make(
    'div',
    { class: 'comment-box' },
    field,
    chosen,
    make(
      'div',
      { class: 'comment-row' },
      pickFiles((picked) => add(picked)),
      make('label', { class: 'check' }, hidden, icon('lock'), 'Private'),
      make('span', { class: 'spring' }),
      status,
      sendButton,
    ),
  );
  const add = (more: readonly File[]): void => showFiles([...files, ...more]);
  function showFiles(next: readonly File[]): void {
    files = next;
    chosen.textContent = files.map(({ name }) => name).join(', ');
  }
  function clear(): void {
    field.value = '';
    hidden.checked = false;
    box.classList.remove('private');
    showFiles([]);
  }
  async function send(): Promise<void> {
    const text = field.value.trim();
    if (text === '' && files.length === 0 && status.value === '') return;
    sendButton.disabled = true;
    const saved = await onSend({ text, private: hidden.checked, status: status.value || undefined, files });
    sendButton.disabled = false;
    if (saved) clear();
    field.focus();
  }
  hidden.addEventListener('change', () => box.classList.toggle('private', hidden.checked));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
  });
  takeDrops(box, add);

  return {
    element: box,
    fit(issue) {
      const same = make('option', { value: '' }, `Stays ${issue.status.name}`);
      const others = issue.allowedStatuses.map(({ id, name }) => make('option', { value: id }, `→ ${name}`));
      status.replaceChildren(same, ...others);
    },
    clear,
  };
}
