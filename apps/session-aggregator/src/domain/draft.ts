import type { CommandOutcome, Named, Result } from '#contracts';
import { preview } from '#text';
import { phrase } from '#wording';
import { openMenu } from './menu.js';
import { refusalOf } from './refused-look-up.js';
import { sendCreate } from './send.js';
import { accountOf, command, mayBrowse, put, touch, type Scene } from './scene.js';
import type { Dialog, DialogIn, Draft } from './session.js';
import { refresh, show } from './show.js';
import { pickable, type Pickable } from './shown-draft.js';

/** More than this many projects, issue types or priorities are not offered: a session stays small. */
const MAX_OPTIONS = 200;
const MAX_NAME = 80;

type Drafting = DialogIn<'drafting'>;
type Options = Extract<Result, { kind: 'options' }>;

/**
 * Proposes a new issue: everything has its likely value, one tap creates it. In a group no project is named that only this
 * person may see; where no other is known, the issue is to be made in their private chat.
 */
export function startDraft(scene: Scene, dialog: Dialog): void {
  const { lastProject } = scene.session;
  const project = dialog.draft.project ?? lastProject ?? scene.options.defaultProject;
  if (!project && !mayBrowse(scene)) return openMenu(scene, dialog, [phrase('new.privately')]);
  const drafting: Dialog = {
    ...dialog,
    phase: { kind: 'drafting', page: 0 },
    draft: { ...dialog.draft, project },
    notices: [],
  };
  show(scene, dialog.draft.options ? drafting : lookUpOptions(scene, drafting));
}

export function ask(scene: Scene, dialog: Drafting, asking: Drafting['phase']['asking'], page = 0): void {
  show(scene, { ...dialog, phase: { kind: 'drafting', asking, page } });
}

export function answerSubject(scene: Scene, dialog: Drafting, subject: string): void {
  const next: Drafting = { ...dialog, phase: { kind: 'drafting', page: 0 }, draft: { ...dialog.draft, subject } };
  touch(scene, next);
  show(scene, next);
}

/** Takes what was picked from a list; another project has other issue types. `false`: the list has no such entry. */
export function change(scene: Scene, dialog: Drafting, what: Pickable, at: number): boolean {
  const chosen = pickable(dialog.draft, what)[at];
  if (!chosen) return false;
  const draft = { ...dialog.draft, [what]: chosen };
  const next: Drafting = { ...dialog, phase: { kind: 'drafting', page: 0 }, draft };
  show(scene, what === 'project' ? lookUpOptions(scene, next) : next);
  return true;
}

export function create(scene: Scene, dialog: Drafting): void {
  const acting = accountOf(scene);
  if (acting) sendCreate(scene, dialog, acting);
}

/** The answer of the look-up: what was proposed before stays, what is missing gets its likely value. */
export function optionsFound(scene: Scene, dialog: Dialog, { outcome }: CommandOutcome): void {
  if (outcome.kind === 'waiting') return;
  if (outcome.kind !== 'confirmed' || outcome.result.kind !== 'options') {
    const failed = { ...dialog.draft, unavailable: true, reason: refusalOf(outcome) };
    return update(scene, { ...dialog, lookup: undefined, draft: failed });
  }
  const draft = withOptions(scene, dialog.draft, outcome.result);
  const next = { ...dialog, lookup: undefined, draft };
  const asked = dialog.draft.project?.id;
  const first = dialog.draft.options === undefined;
  update(scene, first && draft.project && draft.project.id !== asked ? lookUpOptions(scene, next) : next);
}

function withOptions(scene: Scene, draft: Draft, { projects, issueTypes, priorities }: Options): Draft {
  const options = { projects: small(projects), issueTypes: small(issueTypes), priorities: small(priorities) };
  const [likely] = mayBrowse(scene) ? options.projects : [];
  const usual = priorities.find(({ isDefault }) => isDefault);
  return {
    ...draft,
    options,
    unavailable: undefined,
    reason: undefined,
    project: sameIn(options.projects, draft.project) ?? likely ?? draft.project,
    issueType: sameIn(options.issueTypes, draft.issueType) ?? options.issueTypes[0],
    priority: sameIn(options.priorities, draft.priority) ?? sameIn(options.priorities, usual),
  };
}

function lookUpOptions<D extends Dialog>(scene: Scene, dialog: D): D {
  const acting = accountOf(scene);
  if (!acting) return dialog;
  const lookup = command(scene, { kind: 'issue-options', project: dialog.draft.project?.id }, { acting });
  return { ...dialog, lookup };
}

/** Buttons of the proposal mean the same as before; those of a pick list do not. */
function update(scene: Scene, dialog: Dialog): void {
  const { phase } = dialog;
  if (phase.kind !== 'drafting') put(scene, dialog);
  else if (phase.asking && phase.asking !== 'subject') show(scene, dialog);
  else refresh(scene, dialog);
}

const sameIn = (all: readonly Named[], one: Named | undefined) => all.find(({ id }) => id === one?.id);
const small = (all: readonly Named[]): Named[] =>
  all.slice(0, MAX_OPTIONS).map(({ id, name }) => ({ id, name: preview(name, MAX_NAME) }));
