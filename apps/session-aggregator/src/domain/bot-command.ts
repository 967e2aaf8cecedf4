import type { MessageHappening } from '#contracts';
import { phrase } from '#wording';
import { startLinking } from './link.js';
import { drop } from './menu.js';
import { isOpen } from './phases.js';
import { accountOf, remove, say, type Scene } from './scene.js';
import { showResult } from './show.js';

/** Does what a `/command` says. */
export function obeyCommand(scene: Scene, message: MessageHappening, name: string): void {
  switch (name) {
    case 'start':
      return start(scene, message);
    case 'help':
      return say(scene, [phrase('help.text')]);
    case 'cancel':
      return cancel(scene, message);
    default:
      return say(scene, [phrase('command.unknown', { command: `/${name}` })], message.message);
  }
}

function start(scene: Scene, { message }: MessageHappening): void {
  const acting = accountOf(scene);
  if (acting?.kind === 'account') return say(scene, [phrase('link.already', { account: acting.name })], message);
  startLinking(scene);
}

/** Puts away whatever is open. Words on their way to the tracker are no longer ours to stop. */
function cancel(scene: Scene, { message }: MessageHappening): void {
  const open = scene.session.dialogs.filter(isOpen);
  if (open.length === 0) return say(scene, [phrase('cancel.nothing')], message);
  for (const dialog of open) {
    if (dialog.parts.length > 0) {
      drop(scene, dialog);
      continue;
    }
    showResult(scene, dialog, [phrase('cancel.done')]);
    remove(scene, dialog);
  }
}
