import { button, icon, make } from './make.js';

/** A button that lets files be chosen. */
export function pickFiles(onPick: (files: readonly File[]) => void): HTMLElement {
  const input = make('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1' });
  input.addEventListener('change', () => {
    onPick([...(input.files ?? [])]);
    input.value = '';
  });
  const opener = button(
    { class: 'round', 'aria-label': 'Add files', title: 'Add files' },
    () => input.click(),
    icon('clip'),
  );
  return make('span', { class: 'picker' }, opener, input);
}

/** Files dropped on an element. */
export function takeDrops(element: HTMLElement, onDrop: (files: readonly File[]) => void): void {
  element.addEventListener('dragover', (event) => {
    event.preventDefault();
    element.classList.add('dropping');
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) element.classList.remove('dropping');
  });
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    element.classList.remove('dropping');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) onDrop(files);
  });
}
