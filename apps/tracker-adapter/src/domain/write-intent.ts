import type { CorrelationWrite } from '#correlation';
import type { CommandWork, WriteBaseline } from './work-body.js';

/** The row of a write's intent. While open its attempt may still take effect, and the feed waits for it. */
export function writeIntent(
  { id, command: { chat, session } }: CommandWork,
  { tracker, account, issue, ids: baseline }: WriteBaseline,
  open: boolean,
): CorrelationWrite {
  return { kind: 'intent', row: { tracker, command: id, chat, session, account, issue, baseline, open } };
}
