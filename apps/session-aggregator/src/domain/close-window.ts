import type { Acting } from '#contracts';
import { phrase } from '#wording';
import { aboutOf, destinationAnswered, mayBecomeKnown } from './answered.js';
import { askForLink } from './link.js';
import { openMenu } from './menu.js';
import { actingOf, put, type Scene } from './scene.js';
import { sendComment, sendCreate } from './send.js';
import type { Dialog, DialogIn, Reply } from './session.js';

/** What a message of ours is about is committed within moments of its being shown; a reply waits for that so long (ms). */
const KNOWN_WITHIN_MS = 3_000;
const LOOK_AGAIN_MS = 500;

/**
 * The window is over: its utterance is whole, and so is what was begun before it. It waits a little where it answers a message
 * that may yet become known, and for what was begun before it and waits so.
 */
export function endWindow(scene: Scene, dialog: DialogIn<'collecting'>): void {
  for (const earlier of begunBefore(scene, dialog)) endWindow(scene, earlier);
  const { now } = scene;
  const [ahead] = begunBefore(scene, dialog);
  if (ahead)
    return put(scene, { ...dialog, phase: { ...dialog.phase, closesAt: Math.max(ahead.phase.closesAt, now + 1) } });
  const { phase } = dialog;
  const until = phase.startedAt + KNOWN_WITHIN_MS;
  const waits = phase.answers !== undefined && mayBecomeKnown(scene, phase.answers) && now < until;
  if (!waits) return closeWindow(scene, dialog);
  put(scene, { ...dialog, phase: { ...phase, closesAt: Math.min(now + LOOK_AGAIN_MS, until) } });
}

/** Ends what was whole before this was written: gateways' clocks may be further apart than a window is long. */
export function endWindowsBefore(scene: Scene, writtenAt: number): void {
  for (const dialog of scene.session.dialogs.flatMap(collecting)) {
    const { wholeAt = Infinity } = dialog.phase;
    if (wholeAt <= writtenAt) endWindow(scene, dialog);
  }
}

/** What collects words and was touched last before this one: of one person's words the earlier go first. */
function begunBefore({ session }: Scene, { id }: Dialog): DialogIn<'collecting'>[] {
  const at = session.dialogs.findIndex((dialog) => dialog.id === id);
  return session.dialogs.slice(0, Math.max(0, at)).flatMap(collecting);
}

const collecting = ({ phase, ...dialog }: Dialog): DialogIn<'collecting'>[] =>
  phase.kind === 'collecting' ? [{ ...dialog, phase }] : [];

/** The utterance is whole: a reply goes where it belongs, everything else is asked about, in the person's own name. */
export function closeWindow(scene: Scene, dialog: Dialog): void {
  const acting = actingOf(scene);
  if (!acting) return askForLink(scene, dialog);
  const reply: Reply = dialog.phase.kind === 'collecting' ? dialog.phase : {};
  const to = destinationOf(scene, reply);
  if (to) return sendComment(scene, dialog, to, acting);
  if (acting.kind !== 'account') return sendUnasked(scene, dialog, acting);
  openMenu(scene, dialog, isUnknown(scene, reply) ? [...dialog.notices, phrase('reply.unknown')] : dialog.notices);
}

const isUnknown = (scene: Scene, { answers }: Reply) => answers !== undefined && aboutOf(scene, answers) === undefined;

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
