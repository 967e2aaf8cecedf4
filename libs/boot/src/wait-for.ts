import type { Clock } from '#lane';
import { errorFacts, type Logger } from '#telemetry';

const AGAIN_MS = { first: 1_000, most: 10_000 };

/** Something this process cannot do without is not there, in a sentence for the one who has to see to it. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

export type Waiting = {
  patient: boolean;
  logger: Logger;
  clock: Clock;
  /** Told for what it waits, in that sentence, and when it does not any more. */
  waits?: ((sentence: string | undefined) => void) | undefined;
};

/**
 * Does something that may not be possible yet. A service of a cluster (`patient`) waits, and says for what, since its parts
 * start in any order; elsewhere it fails. `explain`: the sentence for an error that may pass; undefined for one that will not.
 */
export async function waitFor<T>(
  attempt: () => Promise<T>,
  explain: (error: unknown) => string | undefined,
  { patient, logger, clock, waits }: Waiting,
): Promise<T> {
  for (let again = AGAIN_MS.first; ; again = Math.min(again * 2, AGAIN_MS.most)) {
    try {
      const done = await attempt();
      waits?.(undefined);
      return done;
    } catch (error) {
      const sentence = explain(error);
      if (sentence === undefined) throw error;
      if (!patient) throw new NotThere(sentence, { cause: error });
      logger.warn(errorFacts(error), `${sentence} Waiting for it.`);
      waits?.(sentence);
      await new Promise<void>((resolve) => clock.after(again, resolve));
    }
  }
}
