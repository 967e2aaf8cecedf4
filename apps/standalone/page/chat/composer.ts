import type { Bubble } from '../../src/protocol.js';
import { button, icon, make } from '../make.js';
import { pickFiles } from '../pick-files.js';

/** What is about to be sent: new words, perhaps in answer to a message, or other words for one's own message. */
export type Said = { text: string; files: readonly File[]; replyTo?: number | undefined; edits?: number | undefined };

export type Composer = {
  element: HTMLElement;
  reply(bubble: Bubble): void;
  edit(bubble: Bubble): void;
  addFiles(files: readonly File[]): void;
  clear(): void;
};

/** Where a person writes. Enter sends, Shift+Enter begins a line, Escape lets go of an answer, ↑ in the empty field edits the last message. */
export function createComposer(onSend: (said: Said) => void, onEditLast: () => void): Composer {
  let about: { kind: 'reply' | 'edit'; bubble: Bubble } | undefined;
  let files: readonly File[] = [];
  const field = make('textarea', { rows: '1', placeholder: 'Message', 'aria-label': 'Message', dir: 'auto' });
  const note = make('div', { class: 'composer-note', hidden: true });
  const picker = pickFiles((picked) => add(picked));
  const sendButton = button(
    { class: 'round primary', 'aria-label': 'Send', title: 'Send' },
    () => send(),
    icon('send'),
  );

  const showNote = (): void => {
    const name = about?.kind === 'edit' ? 'Edit your message' : about && `Reply to ${about.bubble.from.name}`;
    const words = files.length > 0 ? files.map((file) => file.name).join(', ') : about?.bubble.text;
    note.hidden = !about && files.length === 0;
    note.replaceChildren(
      icon(files.length > 0 ? 'file' : about?.kind === 'edit' ? 'edit' : 'reply'),
      make('div', { class: 'composer-note-words' }, make('strong', {}, name ?? 'Files'), make('span', {}, words ?? '')),
      button({ class: 'round', 'aria-label': 'Cancel', title: 'Cancel' }, clear, icon('close')),
    );
  };
  const add = (more: readonly File[]): void => {
    files = [...files, ...more].slice(0, 10);
    showNote();
    field.focus();
  };
  function clear(): void {
    if (about?.kind === 'edit') field.value = '';
    about = undefined;
    files = [];
    showNote();
  }
  function send(): void {
    const text = field.value.trim();
    if (text === '' && files.length === 0) return;
    const id = about?.bubble.id;
    onSend({ text, files, ...(about?.kind === 'edit' ? { edits: id } : { replyTo: id }) });
    field.value = '';
    clear();
    field.focus();
  }
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
    if (event.key === 'ArrowUp' && field.value === '') onEditLast();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  field.addEventListener('paste', ({ clipboardData }) => {
    if (clipboardData && clipboardData.files.length > 0) add([...clipboardData.files]);
  });

  return {
    element: make(
      'div',
      { class: 'composer' },
      note,
      make('div', { class: 'composer-row' }, picker, field, sendButton),
    ),
    reply(bubble) {
      about = { kind: 'reply', bubble };
      showNote();
      field.focus();
    },
    edit(bubble) {
      about = { kind: 'edit', bubble };
      field.value = bubble.text;
      showNote();
      field.focus();
    },
    addFiles: add,
    clear() {
      field.value = '';
      clear();
    },
  };
}
