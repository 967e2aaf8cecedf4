import pLimit from 'p-limit';
import type { DeskId } from '#contracts';
import type { Clock } from '#lane';
import type { Credential } from '#plugins';
import type { Logger } from '#telemetry';

/** One that is accepted may be withdrawn; one that is not may be put right. */
const AGAIN_MS = { accepted: 600_000, otherwise: 60_000 };
const PROVE_WITHIN_MS = 10_000;
/** Thousands of desks are not asked in one instant: most would not be answered in time. */
const MOST_AT_ONCE = 50;

/**
 * Learns, at the start and from time to time, which credentials are refused. One desk's wrong credential leaves the others
 * at work; a process of whose desks none can work is not ready.
 */
export function watchCredentials(
  credentials: readonly Credential[],
  { logger, clock }: { logger: Logger; clock: Clock },
) {
  const refused = new Set<Credential>();
  const over = new AbortController();
  const desks = [...new Set(credentials.map(({ desk }) => desk))];
  const inTurn = pLimit(MOST_AT_ONCE);

  const prove = (credential: Credential) => inTurn(() => ask(credential));

  async function ask(credential: Credential): Promise<void> {
    if (over.signal.aborted) return;
    const within = AbortSignal.any([over.signal, AbortSignal.timeout(PROVE_WITHIN_MS)]);
    const accepted = await credential.isAccepted(within).catch(() => undefined);
    if (over.signal.aborted) return;
    if (accepted !== undefined) note(credential, accepted);
    clock.after(accepted ? AGAIN_MS.accepted : AGAIN_MS.otherwise, () => void prove(credential));
  }

  function note(credential: Credential, accepted: boolean): void {
    if (accepted !== refused.has(credential)) return;
    const { desk, name } = credential;
    if (accepted) {
      refused.delete(credential);
      logger.info({ desk, credential: name }, 'A credential is accepted again.');
    } else {
      refused.add(credential);
      logger.error({ desk, credential: name }, 'A credential is refused: this desk cannot work.');
    }
  }

  /** A desk works as long as one of its channels, and its tracker, let it in. */
  function works(desk: DeskId): boolean {
    const own = credentials.filter((credential) => credential.desk === desk);
    return (['channel', 'tracker'] as const).every((of) => {
      const alike = own.filter((credential) => credential.of === of);
      return alike.length === 0 || alike.some((credential) => !refused.has(credential));
    });
  }

  for (const credential of credentials) void prove(credential);
  return {
    /** The credentials refused now, by desk, without a secret. */
    refused: () => [...refused].map(({ desk, name }) => `${desk}: the credential of its ${name} is refused`),
    notReady: () => (desks.length > 0 && !desks.some(works) ? 'no desk has a credential that is accepted' : undefined),
    close: () => over.abort(),
  };
}
