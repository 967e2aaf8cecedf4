import type { Button, Named, Phrase, Reason } from '#contracts';
import { phrase } from '#wording';
import { pager, previewLines, type ButtonMaker, type Face } from './face.js';
import { refusalLine } from './refused-look-up.js';
import type { DeskOptions } from './options.js';
import { mayBrowse, type Scene } from './scene.js';
import type { Dialog, DialogIn, Draft } from './session.js';
import { proposeSubject } from './words.js';

export type Pickable = 'project' | 'issueType' | 'priority';

/** What a new issue will be, each of it changeable; one tap accepts it all. */
export function draftFace(scene: Scene, dialog: DialogIn<'drafting'>, button: ButtonMaker): Face {
  const { asking } = dialog.phase;
  if (asking === 'subject') {
    const lines = [phrase('new.askSubject'), ...previewLines(dialog.parts)];
    return { lines, buttons: [[button(phrase('button.back'), 'back')]] };
  }
  return asking ? pickFace(scene.options, dialog, asking, button) : proposalFace(scene, dialog, button);
}

function proposalFace(scene: Scene, dialog: DialogIn<'drafting'>, button: ButtonMaker): Face {
  const { projects = [], issueTypes = [], priorities = [] } = dialog.draft.options ?? {};
  const changes = [
    button(phrase('button.subject'), 'subject'),
    ...(projects.length > 1 && mayBrowse(scene) ? [button(phrase('button.project'), 'project')] : []),
    ...(issueTypes.length > 1 ? [button(phrase('button.type'), 'issueType')] : []),
    ...(priorities.length > 1 ? [button(phrase('button.priority'), 'priority')] : []),
  ];
  const create = isProposed(dialog.draft) ? [[button(phrase('button.create'), 'create')]] : [];
  const back = [button(phrase('button.back'), 'back')];
  return { lines: proposalLines(scene.options, dialog), buttons: [...create, ...twoARow(changes), back] };
}

/** Whether there is something to accept: nobody creates an issue in a project they have not seen yet. */
export const isProposed = ({ project, options, unavailable }: Draft): boolean =>
  project !== undefined || options !== undefined || unavailable === true;

function proposalLines({ tracker }: DeskOptions, dialog: Dialog): Phrase[] {
  const { subject, project, issueType, priority, options, unavailable, reason } = dialog.draft;
  const chosen = { project: project?.name, issueType: issueType?.name, priority: priority?.name };
  return [
    phrase('new.title', { subject: subject ?? proposeSubject(dialog.parts) }),
    ...(project || issueType || priority ? [phrase('new.facts', chosen)] : []),
    ...(unavailable ? [unavailableLine(reason, tracker)] : options ? [] : [phrase('new.loading')]),
    ...previewLines(dialog.parts),
  ];
}

function unavailableLine(reason: Reason | undefined, tracker: string): Phrase {
  if (!reason) return phrase('new.unavailable', { tracker });
  return reason.kind === 'not-found' ? phrase('new.noProject') : refusalLine(reason, tracker);
}

const QUESTIONS = { project: 'new.whichProject', issueType: 'new.whichType', priority: 'new.whichPriority' } as const;

function pickFace(
  { pageSize }: DeskOptions,
  dialog: DialogIn<'drafting'>,
  asking: Pickable,
  button: ButtonMaker,
): Face {
  const { draft, phase } = dialog;
  const all = pickable(draft, asking);
  const from = phase.page * pageSize;
  const names = all.slice(from, from + pageSize).map(({ id, name }, at) => {
    return [button(id === draft[asking]?.id ? phrase('button.chosen', { name }) : name, 'pick', from + at)];
  });
  const pages = pager(phase.page, Math.ceil(all.length / pageSize), button);
  const lines = [phrase(QUESTIONS[asking]), ...previewLines(dialog.parts)];
  return { lines, buttons: [...names, ...pages, [button(phrase('button.back'), 'back')]] };
}

/** What a draft's project, issue type or priority may be changed to. */
export function pickable({ options }: Draft, asking: Pickable): readonly Named[] {
  const lists = { project: options?.projects, issueType: options?.issueTypes, priority: options?.priorities };
  return lists[asking] ?? [];
}

function twoARow(buttons: Button[]): Button[][] {
  return buttons.flatMap((_, at) => (at % 2 === 0 ? [buttons.slice(at, at + 2)] : []));
}
