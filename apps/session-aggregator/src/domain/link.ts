import type { CommandOutcome, Phrase } from '#contracts';
import { phrase } from '#wording';
import { openMenu } from './menu.js';
import { newDialog } from './new-dialog.js';
import { giveCode } from './one-time-code.js';
import { remove, say, touch, type Scene } from './scene.js';
import type { Dialog } from './session.js';
import { refresh, show, showResult } from './show.js';

/** Asks whose account this is. Words written so far are kept until then. */
export function askForLink(scene: Scene, dialog: Dialog): void {
  giveCode(scene);
  show(scene, { ...dialog, phase: { kind: 'linking' }, lookup: undefined });
}

/** `/start`, or the wish for a new code: shown with the words that are waiting for it, if any are. */
export function startLinking(scene: Scene): void {
  const waiting = scene.session.dialogs.findLast(({ phase }) => phase.kind === 'linking');
  const dialog = waiting ?? newDialog(scene, `link ${scene.causes[0]}`, [], { kind: 'linking' });
  touch(scene, dialog);
  askForLink(scene, { ...dialog, notices: [] });
}

/** What became of a proof. */
export function linkOutcome(scene: Scene, { command: proof, outcome }: CommandOutcome): void {
  if (outcome.kind === 'confirmed' && outcome.result.kind === 'linked') return linked(scene, outcome.result.name);
  if (scene.session.code?.command !== proof) {
    scene.ignored = 'outcome of an older code';
    return;
  }
  if (outcome.kind === 'waiting') return noticeWaiting(scene);
  scene.session = { ...scene.session, code: undefined };
  for (const dialog of linkingDialogs(scene)) show(scene, { ...dialog, notices: [] });
}

/** The link itself was written with the outcome, before it was published: whatever is read from now on has it. */
function linked(scene: Scene, account: string): void {
  scene.session = { ...scene.session, code: undefined, codesAt: [] };
  const greeting = phrase('link.linked', { account });
  const dialogs = linkingDialogs(scene);
  if (dialogs.length === 0) say(scene, [greeting]);
  dialogs.forEach((dialog, at) => goOn(scene, dialog, at === 0 ? [greeting] : []));
}

/** Words that waited for the link are asked about now. */
function goOn(scene: Scene, dialog: Dialog, notices: Phrase[]): void {
  if (dialog.parts.length > 0) return openMenu(scene, dialog, notices);
  showResult(scene, dialog, notices);
  remove(scene, dialog);
}

function noticeWaiting(scene: Scene): void {
  const notices = [phrase('link.waiting', { tracker: scene.options.tracker })];
  for (const dialog of linkingDialogs(scene)) refresh(scene, { ...dialog, notices });
}

const linkingDialogs = ({ session }: Scene) => session.dialogs.filter(({ phase }) => phase.kind === 'linking');
