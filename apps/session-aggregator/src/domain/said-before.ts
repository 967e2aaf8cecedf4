import type { Outcome } from '#contracts';
import { tellShed } from './bring-back.js';
import { previewLines } from './face.js';
import { redirect } from './known-issues.js';
import { remove, type Scene } from './scene.js';
import { isSigned, react, sendComment, sendCreate } from './send.js';
import type { Destination, Dialog, Sending } from './session.js';
import { showResult } from './show.js';

/**
 * The database went back, and some words of a write are on their way already as they were sent before: they leave it. What is
 * left goes where its person wanted it; words nobody was asked about go on to where the others went. Where none are, all of it
 * goes once more, behind what was written before it.
 */
export function saidBefore(
  scene: Scene,
  dialog: Dialog,
  sending: Sending,
  { messages, target }: Extract<Outcome, { kind: 'said-before' }>,
): void {
  const { chat } = scene;
  const { command, what, acting } = sending;
  for (const message of messages) {
    scene.side.push({ kind: 'about', row: { chat, message, direction: 'in', ...target } });
  }
  const went: Destination = { target };
  redirect(scene, command, went);
  if (isSigned(sending)) react(scene, dialog.parts, 'none');
  const parts = dialog.parts.filter(({ message }) => !messages.includes(message));
  if (parts.length === 0) {
    if (dialog.version > 0) showResult(scene, dialog, previewLines(dialog.parts));
    return remove(scene, dialog);
  }
  const left = { ...dialog, parts };
  if (parts.some(({ shed }) => shed)) return tellShed(scene, left);
  if (what.kind === 'create' && acting.kind === 'account') sendCreate(scene, left, acting);
  else sendComment(scene, left, what.kind === 'comment' ? what.to : went, acting);
}
