import type { Phrase } from '#contracts';
import { phrase } from '#wording';
import type { DeskOptions } from './options.js';
import type { Sending } from './session.js';

/** What is said of a write on its way, and of one that has to wait. */
export function sendingLines({ tracker }: DeskOptions, { what, told, again }: Sending): Phrase[] {
  if (again) return againLines(what);
  if (what.kind === 'create') {
    const { subject } = what;
    return [told ? phrase('kept.create', { subject, tracker }) : phrase('sending.create', { subject })];
  }
  const { label, title } = what.to;
  if (told) {
    const name = label ?? title;
    return [name ? phrase('kept.comment', { label: name, tracker }) : phrase('kept.words', { tracker })];
  }
  return [label ? phrase('sending.comment', { title, label }) : phrase('sending.commentNew', { title })];
}

function againLines(what: Sending['what']): Phrase[] {
  if (what.kind === 'create') return [phrase('again.create', { subject: what.subject })];
  const name = what.to.label ?? what.to.title;
  return [name ? phrase('again.comment', { label: name }) : phrase('again.words')];
}
