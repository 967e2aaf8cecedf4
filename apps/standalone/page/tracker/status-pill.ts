import { make } from '../make.js';
import type { IssueHead } from '../server.js';

/** A status with its colour, which says nothing that its word does not. */
export const statusPill = ({ id, name }: IssueHead['status']): HTMLElement =>
  make('span', { class: `pill status-${id}` }, name);
