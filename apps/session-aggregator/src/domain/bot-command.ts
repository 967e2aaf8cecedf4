import type { MessageHappening } from '#contracts';
import { phrase } from '#wording';
import { startLinking } from './link.js';
import { drop } from './menu.js';
import { isOpen } from './phases.js';
import { accountOf, remove, say, type Scene } from './scene.js';
import { showResult } from './show.js';

type BotCommand = NonNullable<MessageHappening['command']>;

/**
 * Does what a `/command` says. `true`: its message holds words as well, which go where all words go. They make none of a
 * command that puts away ("/cancel my order") or is unknown ("/tmp is full"), unless that may be for another bot.
 */
export function obeyCommand(scene: Scene, message: MessageHappening, command: BotCommand, forUs: boolean): boolean {
  const { name, args } = command;
  const more = (args !== '' && !isBroughtAlong(command)) || message.files.length > 0;
  switch (name) {
    case 'start':
      start(scene, message);
      return more;
    case 'help':
      say(scene, [phrase('help.text')]);
      return more;
    case 'cancel':
      if (!more) cancel(scene, message);
      return more;
    default:
      if (more && forUs) return true;
      say(scene, [phrase('command.unknown', { command: `/${name}` })], message.message);
      return false;
  }
}

/** By the link that a person followed here, and not written by them. */
const isBroughtAlong = ({ name, args }: BotCommand) => name === 'start' && /^[\w-]+$/.test(args);

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
