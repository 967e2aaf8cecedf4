import type { Work } from '../store/store.js';

/** Of so many attempts, the newest, their facts are remembered. */
const MOST = 5_000;

type Facts = Pick<Work, 'attempt' | 'sendBy' | 'baseline'>;

/**
 * What this node has sent, beyond the life of an ownership. A database that failed over may have lost the attempts of its
 * last moments, even whole outcomes, and says `ready` of work that went out: it is looked for before it is sent again.
 */
export function createSent() {
  const attempts = new Map<string, Facts>();

  return {
    /** An attempt is about to go out. */
    remember({ id, attempt, sendBy, baseline }: Work): void {
      attempts.delete(id);
      attempts.set(id, { attempt, sendBy, baseline });
      const [oldest] = attempts.keys();
      if (attempts.size > MOST && oldest !== undefined) attempts.delete(oldest);
    },
    /** The work as it must be taken up: attempts are only ever counted up, so fewer than we made were forgotten. */
    recall(work: Work): Work {
      const facts = attempts.get(work.id);
      return facts && facts.attempt > work.attempt ? { ...work, ...facts, state: 'unknown' } : work;
    },
  };
}

export type Sent = ReturnType<typeof createSent>;
