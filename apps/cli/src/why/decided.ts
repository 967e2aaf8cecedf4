import type { Decision } from '#correlation';
import { asTable, timeOf } from '../as-table.js';

const WHY: Readonly<Record<Decision['why'], string>> = {
  // Whether it came there is another matter: who has blocked the bot since, or what was given up, is told elsewhere.
  delivered: 'was sent it',
  'own-action': 'did it themselves',
  'no-link': 'has no chat linked to their account',
  'not-visible': 'may not see it in the tracker',
  muted: 'has muted it',
  blocked: 'has blocked the bot',
  'quiet-hours': 'has quiet hours',
  'nothing-shown': 'there was nothing in it that a chat can show',
};

/** Decisions about whoever has this id, or this in their name; about everyone without it. */
export function about(decisions: readonly Decision[], person: string | undefined): Decision[] {
  const wanted = person?.toLowerCase();
  const isMeant = ({ account, accountName }: Decision) =>
    wanted === undefined || account === person || accountName.toLowerCase().includes(wanted);
  return decisions.filter(isMeant);
}

/** Decisions as a table, oldest first. */
export const decided = (decisions: readonly Decision[]): string =>
  asTable(
    ['decided', 'what', 'who', 'why'],
    decisions.map(({ at, change, accountName, why }) => [
      timeOf(at),
      change === 'created' ? 'the issue' : `entry ${change}`,
      accountName,
      WHY[why],
    ]),
  );
