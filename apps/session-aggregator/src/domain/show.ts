import type { About, Phrase } from '#contracts';
import type { Face } from './face.js';
import { deliver, put, type Scene } from './scene.js';
import type { Dialog } from './session.js';
import { shown } from './shown.js';

/** Shows a dialog in its slot. Its buttons begin a new turn: those shown before are stale from now on. */
export function show(scene: Scene, dialog: Dialog): void {
  refresh(scene, { ...dialog, turn: dialog.turn + 1 });
}

/** Shows a dialog again without making a press mean anything else than before: its buttons stay good. */
export function refresh(scene: Scene, dialog: Dialog): void {
  const next = { ...dialog, version: nextVersion(scene, dialog) };
  put(scene, next);
  slot(scene, next, shown(scene, next));
}

/** The last thing a slot shows of a dialog. Does not touch the session: the caller removes the dialog or keeps it. */
export function showResult(scene: Scene, dialog: Dialog, lines: Phrase[], about?: About): void {
  slot(scene, { ...dialog, version: nextVersion(scene, dialog) }, { lines, buttons: [] }, about);
}

/**
 * Later than all before, those included that a database has forgotten which went back: they are of times before that was found,
 * by whosever clock.
 */
const nextVersion = ({ now, againBefore }: Scene, { version }: Dialog) =>
  Math.max(version + 1, Math.ceil(now), now < againBefore ? Math.ceil(againBefore) : 0);

function slot(scene: Scene, { id, version }: Dialog, { lines, buttons }: Face, about?: About): void {
  const { pressedOn, session } = scene;
  const { lastIncoming } = session;
  deliver(scene, { kind: 'slot', slot: id, version, lines, buttons, lastIncoming, pressedOn, about });
}
