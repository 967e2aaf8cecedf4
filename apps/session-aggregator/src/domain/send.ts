import type { Acting, MessageId } from '#contracts';
import { command, deliver, type Order, put, workKeyOf, type Scene } from './scene.js';
import type { Destination, Dialog, Part, Sending } from './session.js';
import { show } from './show.js';
import { joinParts, proposeSubject } from './words.js';

/** How many messages of one utterance get a reaction: messengers let a bot react about once a second. */
const MAX_REACTIONS = 5;

/** Sends an utterance as a comment. */
export function sendComment(scene: Scene, dialog: Dialog, to: Destination, acting: Acting): void {
  const words = joinParts(dialog.parts);
  const id = command(scene, { kind: 'comment', target: to.target, words, private: false }, orderOf(dialog, acting));
  for (const message of messagesOf(dialog.parts)) {
    scene.side.push({ kind: 'about', row: { chat: scene.chat, message, direction: 'in', ...to.target } });
  }
  react(scene, dialog.parts, 'taken');
  depart(scene, dialog, {
    command: id,
    key: workKeyOf(scene, acting),
    acting,
    what: { kind: 'comment', to },
    told: false,
  });
  scene.session = { ...scene.session, lastIssue: to };
}

/** Sends an utterance as a new issue, made of what the draft says. Comments may follow before it exists. */
export function sendCreate(scene: Scene, dialog: Dialog, acting: Acting): Destination {
  const { draft, parts } = dialog;
  const subject = draft.subject ?? proposeSubject(parts);
  const made = { project: draft.project?.id, issueType: draft.issueType?.id, priority: draft.priority?.id };
  const action = { kind: 'create', subject, words: joinParts(parts), ...made } as const;
  const id = command(scene, action, orderOf(dialog, acting));
  const to = { target: { createdBy: id }, title: subject };
  for (const message of messagesOf(parts)) {
    scene.side.push({ kind: 'about', row: { chat: scene.chat, message, direction: 'in', createdBy: id } });
  }
  const what = { kind: 'create', subject } as const;
  const sending = { command: id, key: workKeyOf(scene, acting), acting, what, told: false };
  if (isSigned(sending)) react(scene, parts, 'taken');
  depart(scene, dialog, sending);
  scene.session = { ...scene.session, lastIssue: to, lastProject: draft.project ?? scene.session.lastProject };
  return to;
}

/** Tells the tracker's side what the person says about a write in doubt; its outcome then comes as usual. */
export function settleDoubt(scene: Scene, dialog: Dialog, sending: Sending, arrived: boolean): void {
  const { acting, key, command: settled } = sending;
  command(scene, { kind: 'settle-doubt', command: settled, arrived }, { acting, key });
  show(scene, { ...dialog, phase: { kind: 'sending', sending } });
}

/** Reacts to the last messages of an utterance; an album shows one reaction for all its messages. */
export function react(scene: Scene, parts: readonly Part[], reaction: 'taken' | 'saved' | 'none'): void {
  const seen = new Map(parts.map(({ album, message }) => [album ?? `message ${message}`, message]));
  for (const message of [...seen.values()].slice(-MAX_REACTIONS)) deliver(scene, { kind: 'react', message, reaction });
}

/** Whether the messages of a write bear a sign: else it is made in a menu, which tells of it. */
export const isSigned = ({ what, acting }: Pick<Sending, 'what' | 'acting'>): boolean =>
  what.kind === 'comment' || acting.kind === 'shared';

export const messagesOf = (parts: readonly Part[]): MessageId[] => parts.map(({ message }) => message);

/** Where the words of a dialog are on their way to. */
export function whereItGoes({ phase }: Dialog): Destination | undefined {
  if (phase.kind !== 'sending' && phase.kind !== 'doubt') return undefined;
  const { what, command: creation } = phase.sending;
  return what.kind === 'comment' ? what.to : { target: { createdBy: creation }, title: what.subject };
}

const orderOf = ({ parts, failed }: Dialog, acting: Acting): Order => {
  return { acting, messages: messagesOf(parts), at: parts[0]?.at, anew: failed !== undefined };
};

function depart(scene: Scene, dialog: Dialog, sending: Sending): void {
  const gone: Dialog = {
    ...dialog,
    phase: { kind: 'sending', sending },
    draft: { ...dialog.draft, options: undefined },
    lookup: undefined,
    notices: [],
  };
  if (dialog.version === 0) put(scene, gone);
  else show(scene, gone);
}
