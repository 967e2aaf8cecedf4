import type { Acting } from '#contracts';
import { phrase } from '#wording';
import { aboutOf, destinationAnswered } from './answered.js';
import { askForLink } from './link.js';
import { openMenu } from './menu.js';
import { actingOf, type Scene } from './scene.js';
import { sendComment, sendCreate } from './send.js';
import type { Dialog, Reply } from './session.js';

/** The utterance is whole: a reply goes where it belongs, everything else is asked about, in the person's own name. */
export function closeWindow(scene: Scene, dialog: Dialog): void {
  const acting = actingOf(scene);
  if (!acting) return askForLink(scene, dialog);
  const reply: Reply = dialog.phase.kind === 'collecting' ? dialog.phase : {};
  const to = destinationOf(scene, reply);
  if (to) return sendComment(scene, dialog, to, acting);
  if (acting.kind !== 'account') return sendUnasked(scene, dialog, acting);
  const unknown = reply.answers !== undefined && aboutOf(scene, reply.answers) === undefined;
  openMenu(scene, dialog, unknown ? [...dialog.notices, phrase('reply.unknown')] : dialog.notices);
}

/** Where the words of a reply go, as far as it is known. */
export const destinationOf = (scene: Scene, { to, answers }: Reply) =>
  to ?? (answers && destinationAnswered(scene, answers));

/** People without a link are asked nothing: their first words make an issue, later ones go to it while it is open. */
export function sendUnasked(scene: Scene, dialog: Dialog, acting: Acting): void {
  const { ongoing } = scene.session;
  if (ongoing) return sendComment(scene, dialog, ongoing, acting);
  const { defaultProject: project } = scene.options;
  const created = sendCreate(scene, { ...dialog, draft: { ...dialog.draft, project } }, acting);
  scene.session = { ...scene.session, ongoing: created };
}
