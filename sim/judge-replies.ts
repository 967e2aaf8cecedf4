import type { DeskRun, Run } from './run-plan.js';

/** Replies that people were asked about, although it had long been known what they answered. */
export function* notUnderstood({ observed }: Run['world'], { putIn }: DeskRun): Iterable<string> {
  for (const { at, chat, answers } of putIn.notUnderstood) {
    if (observed.knownSince(chat, answers) < at)
      yield `not understood: ${chat} was asked what its reply to message ${answers} is about`;
  }
}
