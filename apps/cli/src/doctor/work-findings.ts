import type { Survey } from '#correlation';
import type { Finding } from './finding.js';

const about = 'dead letters';
const MINUTES = 24 * 60;

/** What waits because an endpoint does not do it, and what was given up: above all what nobody decides about. */
export function workFindings(
  { endpoints, deadLetters, undecided }: Pick<Survey, 'endpoints' | 'deadLetters' | 'undecided'>,
  deadLetterDays: number,
): Finding[] {
  const waiting = endpoints.map(({ endpoint, work, failed, error }): Finding => ({
    about: endpoint,
    state: 'notice',
    says: `${failed} of the ${work} things to do there failed when last tried (${error}); they are tried again by themselves`,
  }));
  const stand = `${deadLetters} ${deadLetters === 1 ? 'stands' : 'stand'}, and can be replayed`;
  return [
    ...waiting,
    ...(deadLetters === 0 ? [] : [notice(stand, 'relaydesk dead-letters list')]),
    ...(undecided === 0 ? [] : [lateFinding(undecided, deadLetterDays)]),
  ];
}

function lateFinding(undecided: number, days: number): Finding {
  const [has, stay, are] = undecided === 1 ? ['has', 'stays', 'it is'] : ['have', 'stay', 'they are'];
  const long = `${days} ${days === 1 ? 'day' : 'days'}`;
  const ago = Number.isInteger(days) ? `${days}d` : `${Math.round(days * MINUTES)}m`;
  return notice(
    `${undecided} ${has} waited for longer than ${long}, and ${stay} until ${are} replayed or discarded`,
    `relaydesk dead-letters list --until ${ago}`,
  );
}

const notice = (says: string, todo: string): Finding => ({ about, state: 'notice', says, todo });
