import type { Scene } from './scene.js';
import type { Dialog, Session } from './session.js';

/** How much text one draft takes, and all writes on their way together (UTF-16 units). */
const MAX_DRAFT_TEXT = 60_000;
const MAX_SENDING_TEXT = 120_000;
/** How many writes may be on their way, and how much text there may be in all, before nothing more is taken. */
const MAX_SENDING = 300;
const MAX_TEXT = 600_000;

/** Whether a draft keeps within its bounds. */
export function fits({ options }: Scene, dialog: Dialog): boolean {
  return dialog.parts.length <= options.maxParts && textOf(dialog) <= MAX_DRAFT_TEXT;
}

/** Nothing more can be begun until something of this is done; the person is told. */
export function isFull({ dialogs }: Session): boolean {
  const sending = dialogs.filter(({ phase }) => phase.kind === 'sending').length;
  return sending >= MAX_SENDING || dialogs.reduce((sum, dialog) => sum + textOf(dialog), 0) >= MAX_TEXT;
}

/**
 * Keeps a session small through a long outage: of the oldest writes on their way only the message ids are kept. Their
 * words are in their commands, and in the chat.
 */
export function shedWords(session: Session): Session {
  let left = MAX_SENDING_TEXT;
  const dialogs = session.dialogs.toReversed().map((dialog) => {
    if (dialog.phase.kind !== 'sending') return dialog;
    left -= textOf(dialog);
    return left < 0 ? shed(dialog) : dialog;
  });
  return { ...session, dialogs: dialogs.toReversed() };
}

function shed(dialog: Dialog): Dialog {
  const parts = dialog.parts.map(({ message, at, album }) => ({
    ...{ message, at, album },
    text: { text: '', marks: [] },
    files: [],
    shed: true,
  }));
  return { ...dialog, parts };
}

const textOf = ({ parts }: Dialog) => parts.reduce((sum, { text }) => sum + text.text.length, 0);
