import type { CommandId, CommandOutcome, MessageId } from '#contracts';
import { phrase } from '#wording';
import { previewLines } from './face.js';
import { isOpen } from './phases.js';
import { createdLines, failureLine } from './result-lines.js';
import { deliver, remove, say, type Scene } from './scene.js';
import { showResult } from './show.js';
import { tryAgain } from './try-again.js';

/** A write whose dialog is gone (replayed from the dead letters, or its session was unreadable): told all the same. */
export function strayOutcome(scene: Scene, of: CommandOutcome): void {
  const { command, outcome, messages } = of;
  const message = messages.at(-1);
  const { tracker } = scene.options;
  switch (outcome.kind) {
    case 'said-before':
      if (outcome.messages.length === 0) return say(scene, [phrase('refused.writeAgain')], message);
      scene.ignored = 'said before by another command';
      return;
    case 'waiting':
      if (outcome.why === 'replayed') return tryAgain(scene, of);
      scene.ignored = 'waiting write of no dialog';
      return;
    case 'confirmed':
      if (message) deliver(scene, { kind: 'react', message, reaction: 'saved' });
      if (outcome.result.kind === 'issue') say(scene, createdLines(outcome.result.issue), message);
      return closeMenuOf(scene, command, messages);
    case 'doubt':
      return say(scene, [phrase('doubt.title', { tracker })], message);
    case 'rejected':
    case 'given-up':
      say(scene, [failureLine(outcome, tracker), phrase('refused.writeAgain')], message);
      if (message) deliver(scene, { kind: 'react', message, reaction: 'none' });
      return;
  }
}

/** Its words were with the person again; they need not decide any more, if these are all they have to decide about. */
function closeMenuOf(scene: Scene, command: CommandId, messages: readonly MessageId[]): void {
  const dialog = scene.session.dialogs.find((other) => isOpen(other) && other.failed === command);
  if (!dialog || !dialog.parts.every(({ message }) => messages.includes(message))) return;
  showResult(scene, dialog, previewLines(dialog.parts));
  remove(scene, dialog);
}
