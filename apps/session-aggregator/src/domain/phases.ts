import type { Scene } from './scene.js';
import type { Dialog } from './session.js';

/** Waits for the person to say what becomes of it. */
export function isOpen({ phase }: Dialog): boolean {
  return ['collecting', 'where', 'choosing', 'drafting', 'linking'].includes(phase.kind);
}

/** Holds nothing that anybody waits for: what its person put away, or the mere wish to connect an account. */
export const isSpent = ({ phase, parts }: Dialog): boolean =>
  phase.kind === 'dropped' || (phase.kind === 'linking' && parts.length === 0);

/** Shows buttons that an older menu may lead to. */
export function hasMenu({ phase, version }: Dialog): boolean {
  return version > 0 && ['where', 'choosing', 'drafting', 'linking', 'doubt'].includes(phase.kind);
}

/** Words written now may join it. People who need no link are not held up by a wish to make one. */
export function takesParts({ options }: Scene, { phase }: Dialog): boolean {
  if (phase.kind === 'linking') return options.unknownPeople === 'ask';
  return phase.kind === 'where' || phase.kind === 'choosing' || phase.kind === 'drafting';
}
