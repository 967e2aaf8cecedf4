import type { CommandOutcome } from '#contracts';
import { phrase } from '#wording';
import { createdLines, failureLine } from './result-lines.js';
import { deliver, say, type Scene } from './scene.js';

/** A write whose dialog is gone (replayed from the dead letters, or its session was unreadable): told all the same. */
export function strayOutcome(scene: Scene, { outcome, messages, action }: CommandOutcome): void {
  const message = messages.at(-1);
  const { tracker } = scene.options;
  switch (outcome.kind) {
    case 'waiting':
      scene.ignored = 'waiting write of no dialog';
      return;
    case 'confirmed':
      if (action === 'comment' && message) deliver(scene, { kind: 'react', message, reaction: 'saved' });
      if (outcome.result.kind === 'issue') say(scene, createdLines(outcome.result.issue), message);
      return;
    case 'doubt':
      return say(scene, [phrase('doubt.title', { tracker })], message);
    case 'rejected':
    case 'given-up':
      return say(scene, [failureLine(outcome, tracker), phrase('refused.writeAgain')], message);
  }
}
