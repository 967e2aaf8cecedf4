import type { MessageId, RichText } from '#contracts';
import { phrase } from '#wording';
import { put, say, type Scene } from './scene.js';
import { show } from './show.js';

/**
 * A message was edited. In a draft its words are the new ones from now on. On their way to the tracker it is too late,
 * and the person is told; once they are there the edit is ignored, for nothing tells a real one from a reaction's
 * (messengers report both as an edit).
 */
export function takeEdit(scene: Scene, message: MessageId, text: RichText): void {
  const dialog = scene.session.dialogs.find(({ parts }) => parts.some((part) => part.message === message));
  const part = dialog?.parts.find((other) => other.message === message);
  if (!dialog || !part || part.shed || part.text.text === text.text) {
    scene.ignored = 'edit of nothing in a draft';
    return;
  }
  const { phase } = dialog;
  if (phase.kind === 'sending' || phase.kind === 'doubt') return say(scene, [phrase('edit.late')], message);
  const edited = { ...dialog, parts: dialog.parts.map((other) => (other === part ? { ...part, text } : other)) };
  if (dialog.version > 0) show(scene, edited);
  else put(scene, edited);
}
