import type { Phrase } from '#contracts';
import { preview } from '#text';
import { phrase } from '#wording';
import { previewLines, type ButtonMaker, type Face } from './face.js';
import { ownerTag, writeToken } from './press-token.js';
import { accountOf, mayBrowse, type Scene } from './scene.js';
import type { Destination, Dialog, DialogIn } from './session.js';
import { choosingFace } from './shown-choice.js';
import { draftFace } from './shown-draft.js';
import { linkingFace } from './shown-link.js';
import { sendingLines } from './shown-sending.js';
import { beginning } from './words.js';

const MAX_FOUND = 300;

/** What is shown of a dialog in its phase. Pure: the same dialog always looks the same. */
export function shown(scene: Scene, dialog: Dialog): Face {
  const owner = ownerTag(scene.key);
  const button: ButtonMaker = (label, verb, arg) => ({
    label,
    token: writeToken({ owner, dialog: dialog.id, turn: dialog.turn, verb, arg }),
  });
  const face = faceOf(scene, dialog, button);
  const { chatKind, sender } = scene.session;
  const whose = chatKind === 'group' ? [phrase('menu.whose', { name: sender.name })] : [];
  return { ...face, lines: [...whose, ...dialog.notices, ...face.lines] };
}

function faceOf(scene: Scene, dialog: Dialog, button: ButtonMaker): Face {
  const { phase } = dialog;
  switch (phase.kind) {
    case 'collecting':
      return { lines: previewLines(dialog.parts), buttons: [] };
    case 'where':
      return accountOf(scene) ? whereFace(scene, { ...dialog, phase }, button) : unlinkedFace(dialog, button);
    case 'choosing':
      return choosingFace(scene.options, { ...dialog, phase }, button);
    case 'drafting':
      return draftFace(scene, { ...dialog, phase }, button);
    case 'linking':
      return linkingFace(scene, dialog, button);
    case 'sending':
      return { lines: sendingLines(scene.options, phase.sending), buttons: [] };
    case 'doubt':
      return doubtFace(scene, { ...dialog, phase }, button);
    case 'dropped':
      return {
        lines: [phrase('draft.dropped'), ...previewLines(dialog.parts)],
        buttons: [[button(phrase('button.undo'), 'undo')]],
      };
  }
}

function whereFace(scene: Scene, { parts, phase, failed }: DialogIn<'where'>, button: ButtonMaker): Face {
  const last = phase.last && toButton(phase.last);
  const choose = phrase(failed ? 'button.chooseAnother' : 'button.choose');
  return {
    lines: [phrase('menu.where'), ...previewLines(parts)],
    buttons: [
      ...(last ? [[button(last, 'last')]] : []),
      [...(mayBrowse(scene) ? [button(choose, 'choose')] : []), button(phrase('button.new'), 'new')],
      [button(phrase('button.drop'), 'drop')],
    ],
  };
}

/** An issue that cannot be named is not proposed. */
function toButton({ title, label }: Destination): Phrase | undefined {
  if (!title) return undefined;
  return label ? phrase('button.toIssue', { title, label }) : phrase('button.toTitle', { title });
}

/** Someone without a link sees no issues to choose from: their words can be sent again, or put away. */
function unlinkedFace(dialog: Dialog, button: ButtonMaker): Face {
  return {
    lines: previewLines(dialog.parts),
    buttons: [[button(phrase('button.tryAgain'), 'new')], [button(phrase('button.drop'), 'drop')]],
  };
}

function doubtFace({ options }: Scene, dialog: DialogIn<'doubt'>, button: ButtonMaker): Face {
  const { found } = dialog.phase;
  const words = beginning(dialog.parts);
  return {
    lines: [
      phrase('doubt.title', { tracker: options.tracker }),
      found ? phrase('doubt.found', { found: preview(found, MAX_FOUND) }) : phrase('doubt.nothing'),
      ...(words ? [phrase('doubt.yours', { words })] : []),
    ],
    buttons: [[button(phrase('button.arrived'), 'arrived')], [button(phrase('button.sendAgain'), 'again')]],
  };
}
