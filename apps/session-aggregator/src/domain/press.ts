import type { MessageId, Phrase, PressHappening } from '#contracts';
import { phrase } from '#wording';
import { obeyPress } from './obey-press.js';
import { hasMenu, isOpen } from './phases.js';
import { ownerTag, readToken, type PressToken } from './press-token.js';
import { deliver, touch, type Scene } from './scene.js';
import type { Dialog } from './session.js';
import { refresh, show } from './show.js';

const TWICE_WITHIN_MS = 3_000;

/** A button was pressed. Whatever it was, it is answered, once. */
export function takePress(scene: Scene, { press, token }: PressHappening): void {
  deliver(scene, { kind: 'answer-press', press, ...pressed(scene, token) }, true);
}

/** What the person is told in passing; `spent`: the message pressed loses its buttons, as nothing comes that would show them again. */
type Answer = { toast?: Phrase; spent?: MessageId | undefined };

/** Does what the press says if its button is the one shown now. */
function pressed(scene: Scene, text: string): Answer {
  const token = readToken(text);
  if (!token) return ignore(scene, 'forged press');
  if (token.owner !== ownerTag(scene.key)) return { toast: phrase('toast.notYours') };
  const { dialogs } = scene.session;
  const dialog = dialogs.find(({ id }) => id === token.dialog);
  if (dialog && isSamePress(scene, dialog, text)) return ignore(scene, 'double press');
  if (dialog?.turn === token.turn && isObeyed(scene, dialog, token, text)) return {};
  const current = dialog && hasMenu(dialog) ? dialog : dialogs.findLast(hasMenu);
  if (!current)
    return { toast: phrase('toast.oldButtonAlone'), spent: dialogs.some(isOpen) ? undefined : scene.pressedOn };
  // A turn that is still to come was shown before the database went back: what is shown next is later than that.
  if (current.id === token.dialog && token.turn > current.turn) show(scene, { ...current, turn: token.turn });
  else refresh(scene, current);
  return { toast: phrase('toast.oldButton') };
}

/**
 * A button that is pressed twice is so at once, and on one message. Else what stands there is not what was shown last: a copy of the
 * menu, or an edit that was overtaken, which arrived late and of which nobody heard. Whoever sees that needs the present one.
 */
const isSamePress = ({ pressedOn, now }: Scene, dialog: Dialog, text: string) =>
  dialog.pressed === text &&
  (dialog.pressedOn ?? pressedOn) === pressedOn &&
  Math.abs(now - (dialog.pressedAt ?? now)) < TWICE_WITHIN_MS;

/** False, and nothing is done, where the menu of this turn has no such button: a database that went back gives turns anew. */
function isObeyed(scene: Scene, dialog: Dialog, token: PressToken, text: string): boolean {
  const before = scene.session;
  const accepted = { ...dialog, pressed: text, pressedOn: scene.pressedOn, pressedAt: scene.now };
  touch(scene, accepted);
  if (obeyPress(scene, accepted, token)) return true;
  scene.session = before;
  return false;
}

function ignore(scene: Scene, why: string): Answer {
  scene.ignored = why;
  return {};
}
