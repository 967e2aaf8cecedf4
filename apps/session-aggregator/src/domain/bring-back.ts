import type { CommandId, Outcome, Phrase } from '#contracts';
import { phrase } from '#wording';
import { sendUnasked } from './close-window.js';
import { fits } from './draft-bounds.js';
import { forgetDestination, sameTarget } from './known-issues.js';
import { openMenu } from './menu.js';
import { failureLine } from './result-lines.js';
import { remove, say, type Scene } from './scene.js';
import { isSigned, react } from './send.js';
import type { Dialog, Sending } from './session.js';
import { show, showResult } from './show.js';

type Failure = Extract<Outcome, { kind: 'rejected' | 'given-up' }>;

/** A write did not come about. Its words are with the person again: another issue, a new one, or away with them. */
export function bringBack(scene: Scene, dialog: Dialog, sending: Sending, failure: Failure): void {
  const { what, command, acting } = sending;
  forgetDestination(scene, sending);
  forgetInMenus(scene, command);
  const isShed = dialog.parts.some(({ shed }) => shed);
  if (acting.kind === 'shared' && what.kind === 'comment' && takesNoMore(failure) && !isShed) {
    return sendUnasked(scene, { ...dialog, failed: command }, acting);
  }
  const why = failureLine(failure, scene.options.tracker, what);
  if (isShed) tellShed(scene, dialog, why);
  else ask(scene, dialog, sending, failure, [why, phrase('refused.kept')]);
  if (isSigned(sending)) react(scene, dialog.parts, 'none');
}

function ask(scene: Scene, dialog: Dialog, sending: Sending, failure: Failure, lines: Phrase[]): void {
  const { command } = sending;
  const back: Dialog = { ...dialog, failed: command, went: failure.kind === 'given-up' ? [sending] : undefined };
  const other = dialog.version === 0 && scene.session.dialogs.find((open) => awaitsDecision(open));
  const joined = other && {
    ...other,
    parts: [...other.parts, ...dialog.parts],
    went: [...(other.went ?? []), ...(back.went ?? [])],
  };
  if (joined && fits(scene, joined)) {
    remove(scene, dialog);
    return show(scene, { ...joined, notices: lines });
  }
  behindAllOthers(scene, back);
  openMenu(scene, back, lines);
}

/** An unknown person's issue is closed to them: their words begin another, and nobody is asked. */
const takesNoMore = ({ kind, reason }: Failure) =>
  kind === 'rejected' && ['refused', 'not-allowed', 'not-found'].includes(reason.kind);

/** Several writes that fail one after another come back as one question. */
const awaitsDecision = ({ phase, failed }: Dialog) => phase.kind === 'where' && failed !== undefined;

/** The person may be in the middle of something else: what they write now goes on to that. */
function behindAllOthers(scene: Scene, dialog: Dialog): void {
  remove(scene, dialog);
  scene.session = { ...scene.session, dialogs: [dialog, ...scene.session.dialogs] };
}

/** Its words are too far back to be kept here; they stand in the chat, where they were written. */
export function tellShed(scene: Scene, dialog: Dialog, ...why: Phrase[]): void {
  const lines = [...why, phrase('refused.writeAgain')];
  const message = dialog.parts.at(-1)?.message;
  if (dialog.version > 0) showResult(scene, dialog, lines);
  else say(scene, lines, message);
  remove(scene, dialog);
}

/** Open menus no longer propose an issue that will not be created. */
function forgetInMenus(scene: Scene, command: CommandId): void {
  for (const dialog of scene.session.dialogs) {
    const { phase } = dialog;
    if (phase.kind !== 'where' || !phase.last || !sameTarget(phase.last.target, { createdBy: command })) continue;
    show(scene, { ...dialog, phase: { kind: 'where' } });
  }
}
