import { startChoosing } from './choose.js';
import { answerSubject } from './draft.js';
import { accountOf, touch, type Scene } from './scene.js';
import type { Dialog } from './session.js';

/** The longest search and the longest subject a text is taken for; Redmine's subject takes 255 characters. */
const MAX_QUERY = 200;
const MAX_SUBJECT = 255;

/** Takes a text as the answer to a question that expects typing. Several lines are never one: they join the draft. */
export function answer(scene: Scene, dialog: Dialog, text: string): boolean {
  const line = text.trim();
  if (line === '' || line.includes('\n')) return false;
  const { phase } = dialog;
  if (phase.kind === 'choosing' && line.length <= MAX_QUERY && accountOf(scene)) {
    touch(scene, dialog);
    startChoosing(scene, dialog, line);
    return true;
  }
  if (phase.kind === 'drafting' && phase.asking === 'subject' && line.length <= MAX_SUBJECT) {
    answerSubject(scene, { ...dialog, phase }, line);
    return true;
  }
  return false;
}
