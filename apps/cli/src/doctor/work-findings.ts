import type { Survey } from '#correlation';
import type { Finding } from './finding.js';

/** What waits because an endpoint does not do it, and what was given up. */
export function workFindings({ endpoints, deadLetters }: Pick<Survey, 'endpoints' | 'deadLetters'>): Finding[] {
  const waiting = endpoints.map(({ endpoint, work, failed, error }): Finding => ({
    about: endpoint,
    state: 'notice',
    says: `${failed} of the ${work} things to do there failed when last tried (${error}); they are tried again by themselves`,
  }));
  if (deadLetters === 0) return waiting;
  const says = `${deadLetters} ${deadLetters === 1 ? 'stands' : 'stand'}, and can be replayed`;
  return [...waiting, { about: 'dead letters', state: 'notice', says, todo: 'relaydesk dead-letters list' }];
}
