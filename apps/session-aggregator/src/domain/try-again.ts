import type { CommandOutcome } from '#contracts';
import { phrase } from '#wording';
import { newDialog } from './new-dialog.js';
import { isOpen } from './phases.js';
import { say, type Scene } from './scene.js';
import type { Dialog, Phase } from './session.js';
import { show } from './show.js';

/**
 * A write that was given up is replayed: where its words are with the person again, they leave the question and are on their
 * way once more. Where the person has decided about them meanwhile, it is only told.
 */
export function tryAgain(scene: Scene, { command, messages }: CommandOutcome): void {
  const dialog = scene.session.dialogs.find((open) => isOpen(open) && writesOf(open, command).length > 0);
  const [sending] = dialog ? writesOf(dialog, command) : [];
  if (!dialog || !sending) return say(scene, [phrase('again.words')], messages.at(-1));
  const phase: Phase = { kind: 'sending', sending: { ...sending, told: true, again: true } };
  const [theirs, others] = [true, false].map((own) =>
    dialog.parts.filter((part) => messages.includes(part.message) === own),
  );
  if (!theirs || !others || others.length === 0) {
    return show(scene, { ...dialog, phase, notices: [], failed: undefined, went: undefined });
  }
  const went = dialog.went?.filter((other) => other.command !== command);
  show(scene, { ...dialog, parts: others, went });
  show(scene, newDialog(scene, command, theirs, phase));
}

const writesOf = ({ went = [] }: Dialog, command: CommandOutcome['command']) =>
  went.filter((sending) => sending.command === command);
