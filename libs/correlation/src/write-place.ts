import type { WriteIntent, WritePlace } from './port.js';

/** Whether an intent's attempt may still take effect there: any creation may, at its tracker. */
export const mayLandAt = ({ tracker, issue }: WritePlace, intent: WriteIntent): boolean =>
  intent.open && intent.tracker === tracker && (intent.issue === undefined || intent.issue === issue);
