import type { CommandOutcome, IssueHead } from '#contracts';
import { refusalOf } from './refused-look-up.js';
import { sendComment } from './send.js';
import { accountOf, command, put, type Scene } from './scene.js';
import type { Dialog, DialogIn } from './session.js';
import { show } from './show.js';
import { destinationOf, headOf, remember } from './known-issues.js';

type Choosing = DialogIn<'choosing'>;

/** Shows the issues this person may see, or those a query finds. Only ever asked in the person's own name. */
export function startChoosing(scene: Scene, dialog: Dialog, query?: string): void {
  const phase = { kind: 'choosing', query, page: 0, pages: 0, found: [], state: 'looking' } as const;
  const next = look(scene, { ...dialog, phase: { ...phase, found: [] }, notices: [] }, 0);
  if (next) show(scene, next);
}

/** Turns to another page: the one shown stays, and stays usable, until the answer comes. */
export function turnPage(scene: Scene, dialog: Choosing, page: number): void {
  const next = look(scene, dialog, page);
  if (next) put(scene, next);
}

export function lookAgain(scene: Scene, dialog: Choosing): void {
  startChoosing(scene, dialog, dialog.phase.query);
}

/** Adds the utterance to the issue chosen. */
export function pick(scene: Scene, dialog: Choosing, at: number): void {
  const head = dialog.phase.found[at];
  const acting = accountOf(scene);
  if (head && acting) sendComment(scene, dialog, destinationOf(head), acting);
}

/** The answer of the look-up. A number that finds its one issue goes there. */
export function issuesFound(scene: Scene, dialog: Choosing, { outcome }: CommandOutcome): void {
  const { phase } = dialog;
  if (outcome.kind === 'waiting') return;
  if (outcome.kind !== 'confirmed' || outcome.result.kind !== 'issues') {
    const failed = { ...phase, state: 'unavailable' as const, reason: refusalOf(outcome) };
    return show(scene, { ...dialog, lookup: undefined, phase: failed });
  }
  const { issues, page, pages } = outcome.result;
  remember(scene, issues);
  const found = issues.slice(0, scene.options.pageSize).map(headOf);
  const next = { ...dialog, lookup: undefined, phase: { ...phase, found, page, pages, state: 'shown' as const } };
  const [only] = issues;
  const acting = accountOf(scene);
  if (acting && only && issues.length === 1 && isNumberOf(phase.query, only)) {
    return sendComment(scene, next, destinationOf(headOf(only)), acting);
  }
  show(scene, next);
}

function look(scene: Scene, dialog: Choosing, page: number): Choosing | undefined {
  const acting = accountOf(scene);
  if (!acting) return undefined;
  const { query } = dialog.phase;
  const { pageSize } = scene.options;
  const lookup = command(scene, { kind: 'find-issues', query, page, pageSize }, { acting });
  return { ...dialog, lookup };
}

const isNumberOf = (query: string | undefined, { id, label }: IssueHead) =>
  query !== undefined && /^#?\d+$/.test(query) && [id, label, label.replace('#', '')].includes(query.replace('#', ''));
