import type { Phrase } from '#contracts';
import { phrase } from '#wording';
import { previewLines, type ButtonMaker, type Face } from './face.js';
import { mayHaveCode } from './one-time-code.js';
import type { Scene } from './scene.js';
import type { Code, Dialog } from './session.js';

const MINUTE = 60_000;

/** How a person proves their account; in a group only where to do so, for a code is for their eyes only. */
export function linkingFace(scene: Scene, dialog: Dialog, button: ButtonMaker): Face {
  const { options, session } = scene;
  const words = previewLines(dialog.parts);
  const kept = words.length > 0 ? [phrase('unlinked.kept'), ...words] : [];
  const drop = words.length > 0 ? [[button(phrase('button.drop'), 'drop')]] : [];
  if (!options.linking) {
    const refusal = [
      phrase('link.hello', { name: session.sender.name, desk: options.name }),
      phrase('link.unavailable'),
    ];
    return { lines: [...refusal, ...kept], buttons: drop };
  }
  if (session.chatKind === 'group') {
    const lines = [phrase('unlinked.notAllowed', { desk: options.name }), phrase('link.privately'), ...kept];
    return { lines, buttons: [[button(phrase('button.tryAgain'), 'retry')], ...drop] };
  }
  const { accountPage, field } = options.linking;
  const open = [{ label: phrase('button.openAccount'), url: accountPage }];
  if (session.code) return { lines: [...codeLines(scene, field, session.code), ...kept], buttons: [open, ...drop] };
  const renew = [button(phrase('button.newCode'), 'code')];
  const why = mayHaveCode(scene) ? 'link.expired' : 'link.tooMany';
  return { lines: [phrase(why), ...kept], buttons: [renew, ...drop] };
}

function codeLines({ session, options, now }: Scene, field: string, { code, expiresAt }: Code): Phrase[] {
  return [
    phrase('link.hello', { name: session.sender.name, desk: options.name }),
    phrase('link.howTo', { field }),
    phrase('link.code', { code }),
    phrase('link.notice', { count: Math.max(1, Math.round((expiresAt - now) / MINUTE)) }),
  ];
}
