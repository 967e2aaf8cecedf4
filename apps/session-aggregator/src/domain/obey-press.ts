import { lookAgain, pick, startChoosing, turnPage } from './choose.js';
import { closeWindow, sendUnasked } from './close-window.js';
import { ask, change, create, startDraft } from './draft.js';
import { askForLink, startLinking } from './link.js';
import { drop, openMenu } from './menu.js';
import type { PressToken } from './press-token.js';
import { accountOf, actingOf, mayBrowse, type Scene } from './scene.js';
import { isProposed } from './shown-draft.js';
import { sendComment, settleDoubt } from './send.js';
import type { Dialog, DialogIn } from './session.js';

/** Does what a button of this turn says. `false`: this phase shows no such button, and nothing was done. */
export function obeyPress(scene: Scene, dialog: Dialog, token: PressToken): boolean {
  const { phase } = dialog;
  switch (phase.kind) {
    case 'where':
      return inMenu(scene, { ...dialog, phase }, token);
    case 'choosing':
      return inChoice(scene, { ...dialog, phase }, token);
    case 'drafting':
      return inDraft(scene, { ...dialog, phase }, token);
    case 'linking':
      return whileLinking(scene, dialog, token);
    case 'doubt':
      return inDoubt(scene, { ...dialog, phase }, token);
    case 'dropped':
      return done(token.verb === 'undo' && (() => closeWindow(scene, dialog)));
    case 'collecting':
    case 'sending':
      return false;
  }
}

type Deed = () => void;

function done(deed: Deed | false | undefined): boolean {
  if (deed) deed();
  return Boolean(deed);
}

function inMenu(scene: Scene, dialog: DialogIn<'where'>, { verb }: PressToken): boolean {
  if (verb === 'drop') return done(() => drop(scene, dialog));
  const acting = actingOf(scene);
  if (!acting) return done(() => askForLink(scene, dialog));
  if (acting.kind === 'shared') return done(verb === 'new' && (() => sendUnasked(scene, dialog, acting)));
  const { last } = dialog.phase;
  switch (verb) {
    case 'last':
      return done(last && (() => sendComment(scene, dialog, last, acting)));
    case 'choose':
      return done(mayBrowse(scene) && (() => startChoosing(scene, dialog)));
    case 'new':
      return done(() => startDraft(scene, dialog));
    default:
      return false;
  }
}

function inChoice(scene: Scene, dialog: DialogIn<'choosing'>, { verb, arg }: PressToken): boolean {
  const { found, pages, state } = dialog.phase;
  if (verb === 'back') return done(() => openMenu(scene, dialog));
  if (!accountOf(scene)) return done(() => askForLink(scene, dialog));
  if (verb === 'new') return done(() => startDraft(scene, dialog));
  if (verb === 'retry') return done(state === 'unavailable' && (() => lookAgain(scene, dialog)));
  if (arg === undefined) return false;
  if (verb === 'pick') return done(arg < found.length && (() => pick(scene, dialog, arg)));
  return done(verb === 'page' && arg < pages && (() => turnPage(scene, dialog, arg)));
}

function inDraft(scene: Scene, dialog: DialogIn<'drafting'>, { verb, arg }: PressToken): boolean {
  const { asking } = dialog.phase;
  if (verb === 'back') return done(asking ? () => ask(scene, dialog, undefined) : () => openMenu(scene, dialog));
  if (!accountOf(scene)) return done(() => askForLink(scene, dialog));
  if (!asking) {
    if (verb === 'create') return done(isProposed(dialog.draft) && (() => create(scene, dialog)));
    if (verb === 'project') return done(mayBrowse(scene) && (() => ask(scene, dialog, verb)));
    const changeable = verb === 'subject' || verb === 'issueType' || verb === 'priority';
    return done(changeable && (() => ask(scene, dialog, verb)));
  }
  if (asking === 'subject' || arg === undefined) return false;
  if (verb === 'page') return done(() => ask(scene, dialog, asking, arg));
  return verb === 'pick' && change(scene, dialog, asking, arg);
}

function whileLinking(scene: Scene, dialog: Dialog, { verb }: PressToken): boolean {
  if (verb === 'drop') return done(dialog.parts.length > 0 && (() => drop(scene, dialog)));
  if (verb === 'code') return done(() => startLinking(scene));
  if (verb !== 'retry') return false;
  return done(dialog.parts.length > 0 ? () => closeWindow(scene, dialog) : () => startLinking(scene));
}

function inDoubt(scene: Scene, dialog: DialogIn<'doubt'>, { verb }: PressToken): boolean {
  const answers = verb === 'arrived' || verb === 'again';
  return done(answers && (() => settleDoubt(scene, dialog, dialog.phase.sending, verb === 'arrived')));
}
