import type { CommandOutcome } from '#contracts';
import { issuesFound } from './choose.js';
import { optionsFound } from './draft.js';
import { linkOutcome } from './link.js';
import type { Scene } from './scene.js';
import { strayOutcome } from './stray-outcome.js';
import { writeOutcome } from './write-outcome.js';

/** An outcome meets the dialog that waits for it, whatever came before it. */
export function takeOutcome(scene: Scene, outcome: CommandOutcome): void {
  const { dialogs } = scene.session;
  switch (outcome.action) {
    case 'prove-link':
      return linkOutcome(scene, outcome);
    case 'find-issues':
    case 'issue-options': {
      const dialog = dialogs.find(({ lookup }) => lookup === outcome.command);
      if (!dialog) return ignore(scene, 'outcome of an older look-up');
      if (outcome.action === 'issue-options') return optionsFound(scene, dialog, outcome);
      const { phase } = dialog;
      return phase.kind === 'choosing' ? issuesFound(scene, { ...dialog, phase }, outcome) : undefined;
    }
    case 'create':
    case 'comment': {
      for (const dialog of dialogs) {
        const { phase } = dialog;
        if (phase.kind !== 'sending' && phase.kind !== 'doubt') continue;
        if (phase.sending.command === outcome.command) return writeOutcome(scene, dialog, phase.sending, outcome);
      }
      return strayOutcome(scene, outcome);
    }
  }
}

function ignore(scene: Scene, why: string): void {
  scene.ignored = why;
}
