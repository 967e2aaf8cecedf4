import type { MessageHappening, Phrase } from '#contracts';
import { phrase } from '#wording';
import { answer } from './answer.js';
import { destinationOf, endWindow } from './close-window.js';
import { fits, isFull } from './draft-bounds.js';
import { sameTarget } from './known-issues.js';
import { askForLink } from './link.js';
import { openMenu } from './menu.js';
import { newDialog } from './new-dialog.js';
import type { DeskOptions } from './options.js';
import { isOpen, takesParts } from './phases.js';
import { accountOf, put, say, touch, type Scene } from './scene.js';
import { whereItGoes } from './send.js';
import type { Dialog, Part, Reply } from './session.js';
import { show } from './show.js';

/** How many utterances of one person may wait for a decision. */
const MAX_OPEN = 5;

/** A part, the window it opens, whether it may answer a question, and what is to be said about it. */
export type NewPart = { part: Part; window: number; plain: boolean; notices: Phrase[] };

/** A message as a part of an utterance. */
export function partOf(message: MessageHappening, at: number, { windows }: DeskOptions): NewPart {
  const { text, files, album, forwarded } = message;
  const kind = album ? 'album' : forwarded ? 'forward' : files.length > 0 ? 'file' : 'text';
  const part = { message: message.message, at, text, files, album };
  return { part, window: windows[kind], plain: kind === 'text', notices: [] };
}

/** Takes in words that name no destination: they answer a question, join what is open, or begin something new. */
export function collect(scene: Scene, words: NewPart): void {
  const { dialogs } = scene.session;
  const { album } = words.part;
  const others = album && dialogs.findLast(({ parts }) => parts.some((part) => part.album === album));
  if (others && joinAlbum(scene, others, words)) return;
  const collecting = dialogs.findLast(({ phase }) => takesMore(phase, words));
  if (collecting) return join(scene, collecting, words);
  if (answersQuestion(scene, words)) return;
  const open = openDialog(scene);
  if (open) join(scene, open, words);
  else begin(scene, words);
}

/** Takes words as the answer to a question that expects typing, if one is asked. */
export function answersQuestion(scene: Scene, words: NewPart): boolean {
  const open = openDialog(scene);
  return open !== undefined && words.plain && answer(scene, open, words.part.text.text);
}

const openDialog = (scene: Scene) => scene.session.dialogs.findLast((dialog) => takesParts(scene, dialog));

/** Takes in a reply: its words, and what follows within the window, go straight to the issue of what it answers. */
export function collectReply(scene: Scene, words: NewPart, reply: Reply): void {
  const going = scene.session.dialogs.findLast(
    ({ phase }) => phase.kind === 'collecting' && isReply(phase) && takesMore(phase, words),
  );
  if (going?.phase.kind !== 'collecting') return begin(scene, words, reply);
  if (goTogether(scene, going.phase, reply)) return join(scene, going, words);
  endWindow(scene, { ...going, phase: going.phase });
  begin(scene, words, reply);
}

/** One that was whole before these were written takes them in no more, though it may still wait for what it answers. */
const takesMore = (phase: Dialog['phase'], { part }: NewPart): boolean =>
  phase.kind === 'collecting' && (phase.wholeAt === undefined || part.at < phase.wholeAt);

const isReply = ({ to, answers }: Reply) => to !== undefined || answers !== undefined;

function goTogether(scene: Scene, one: Reply, other: Reply): boolean {
  const [to, where] = [destinationOf(scene, one), destinationOf(scene, other)];
  return to && where ? sameTarget(to.target, where.target) : one.answers === other.answers;
}

/** The photos of an album may come seconds apart: a late one goes where the others went. */
function joinAlbum(scene: Scene, dialog: Dialog, words: NewPart): boolean {
  const to = whereItGoes(dialog);
  if (to) begin(scene, words, { to });
  else if (dialog.phase.kind === 'collecting' || takesParts(scene, dialog)) join(scene, dialog, words);
  else return false;
  return true;
}

function join(scene: Scene, dialog: Dialog, words: NewPart): void {
  const { phase } = dialog;
  const joined = { ...dialog, parts: [...dialog.parts, words.part], notices: [...dialog.notices, ...words.notices] };
  if (!fits(scene, joined)) {
    if (phase.kind === 'collecting') endWindow(scene, { ...dialog, phase });
    return begin(scene, words, phase.kind === 'collecting' ? phase : {});
  }
  if (phase.kind === 'collecting') {
    const latest = phase.startedAt + scene.options.maxWindow;
    const closesAt = Math.max(phase.closesAt, Math.min(scene.now + words.window, latest));
    const wholeAt = Math.max(phase.wholeAt ?? 0, wholeAfter(words));
    return touch(scene, { ...joined, phase: { ...phase, closesAt, wholeAt } });
  }
  touch(scene, joined);
  if (phase.kind !== 'linking') return show(scene, joined);
  if (accountOf(scene)) openMenu(scene, joined);
  else askForLink(scene, joined);
}

/** Messengers may count whole seconds (Bot API: `date`), which leave out up to one. */
const wholeAfter = ({ part, window }: NewPart) => part.at + window + 1_000;

function begin(scene: Scene, words: NewPart, { to, answers }: Reply = {}): void {
  const { now, session } = scene;
  const { part } = words;
  if (isFull(session)) return say(scene, [phrase('busy')], part.message);
  const undecided = session.dialogs.filter(isOpen).length;
  if (!to && undecided >= MAX_OPEN) return say(scene, [phrase('draft.tooMany')], part.message);
  const wholeAt = wholeAfter(words);
  const phase = { kind: 'collecting', startedAt: now, closesAt: now + words.window, wholeAt, to, answers } as const;
  put(scene, { ...newDialog(scene, scene.causes[0], [part], phase), notices: words.notices });
}
