import { dialogId } from './press-token.js';
import type { Scene } from './scene.js';
import type { Dialog, Part, Phase } from './session.js';

/** A dialog that has not been shown yet. `cause` is the record it begins with: its id follows from it. */
export function newDialog(scene: Scene, cause: string, parts: Part[], phase: Phase): Dialog {
  return { id: dialogId(scene.key, cause), version: 0, turn: 0, parts, phase, draft: {}, notices: [] };
}
