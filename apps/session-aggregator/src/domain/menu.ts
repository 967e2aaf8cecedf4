import type { Phrase } from '#contracts';
import type { Scene } from './scene.js';
import type { Dialog } from './session.js';
import { show } from './show.js';

/** How many dropped utterances can be brought back: one `/cancel` drops all that are open. */
const KEPT_DROPPED = 6;

/** Asks where an utterance belongs. The likely issue is fixed here: what a button says is what its press does. */
export function openMenu(scene: Scene, dialog: Dialog, notices: Phrase[] = []): void {
  const { lastIssue } = scene.session;
  show(scene, { ...dialog, phase: { kind: 'where', last: lastIssue }, lookup: undefined, notices });
}

/** Puts an utterance away at the person's wish. It stays readable, and the last few can be brought back. */
export function drop(scene: Scene, dialog: Dialog): void {
  const draft = { ...dialog.draft, options: undefined };
  show(scene, { ...dialog, phase: { kind: 'dropped' }, draft, lookup: undefined, notices: [] });
  const dropped = scene.session.dialogs.filter(({ phase }) => phase.kind === 'dropped');
  const forgotten = new Set(dropped.slice(0, -KEPT_DROPPED).map(({ id }) => id));
  const dialogs = scene.session.dialogs.filter(({ id }) => !forgotten.has(id));
  scene.session = { ...scene.session, dialogs };
}
