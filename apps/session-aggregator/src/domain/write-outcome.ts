import type { CommandOutcome, Dropped, IssueHead, Phrase } from '#contracts';
import { phrase } from '#wording';
import { bringBack } from './bring-back.js';
import { nameDestinations, remember } from './known-issues.js';
import { createdLines, keptDoneLines, partlyLines } from './result-lines.js';
import { saidBefore } from './said-before.js';
import { remove, type Scene } from './scene.js';
import { isSigned, react } from './send.js';
import type { Dialog, Sending } from './session.js';
import { show, showResult } from './show.js';

/** What became of a write: saved, waiting, in doubt, or back with the person. */
export function writeOutcome(scene: Scene, dialog: Dialog, sending: Sending, { outcome }: CommandOutcome): void {
  switch (outcome.kind) {
    case 'waiting':
      return tellWaiting(scene, dialog, sending);
    case 'confirmed': {
      const { result, dropped } = outcome;
      if (result.kind === 'issue' || result.kind === 'comment') saved(scene, dialog, sending, result.issue, dropped);
      return;
    }
    case 'doubt':
      return show(scene, { ...dialog, phase: { kind: 'doubt', sending, found: outcome.found } });
    case 'rejected':
    case 'given-up':
      return bringBack(scene, dialog, sending, outcome);
    case 'said-before':
      return saidBefore(scene, dialog, sending, outcome);
  }
}

/** A person is told once that the tracker does not answer, not for every message of theirs that has to wait. */
function tellWaiting(scene: Scene, dialog: Dialog, sending: Sending): void {
  const told = scene.session.dialogs.some(({ phase }) => phase.kind === 'sending' && phase.sending.told);
  if (sending.told || (told && dialog.version === 0)) {
    scene.ignored = 'told before';
    return;
  }
  show(scene, { ...dialog, phase: { kind: 'sending', sending: { ...sending, told: true } } });
}

function saved(scene: Scene, dialog: Dialog, sending: Sending, issue: IssueHead, dropped: readonly Dropped[]): void {
  remember(scene, [issue]);
  nameDestinations(scene, sending, issue);
  if (isSigned(sending)) react(scene, dialog.parts, 'saved');
  const lines = savedLines(scene, dialog, sending, issue, dropped);
  if (lines.length > 0) showResult(scene, dialog, lines, { issue: issue.id });
  remove(scene, dialog);
}

/** A comment that simply worked is a reaction: text appears only where there is something to read. */
function savedLines(
  scene: Scene,
  dialog: Dialog,
  sending: Sending,
  issue: IssueHead,
  dropped: readonly Dropped[],
): Phrase[] {
  const { what, acting, told } = sending;
  const partly = partlyLines(dropped, issue.label, scene.options.tracker);
  if (told) return [...keptDoneLines(sending, issue, dialog.parts[0]?.at ?? scene.now), ...partly];
  if (what.kind === 'create') {
    return [...(acting.kind === 'shared' ? [phrase('unlinked.taken')] : createdLines(issue)), ...partly];
  }
  if (partly.length > 0 || dialog.version === 0) return partly;
  const { url, title, label } = issue;
  return [phrase('comment.added', { url, title, label })];
}
