import type { DeskId } from '#contracts';
import { MessengerError } from '#ports/messenger';
import { TrackerError } from '#ports/tracker';
import type { Desk } from './open-desks.js';

/** A credential a desk works with, and how to learn whether it is accepted. */
export type Credential = {
  desk: DeskId;
  of: 'channel' | 'tracker';
  /** Whose it is: `channel bot`, `tracker`. */
  name: string;
  /** False: its system does not accept it. Rejects where that cannot be told now. Reads only. */
  isAccepted(signal: AbortSignal): Promise<boolean>;
};

export const channelCredentials = (desks: Iterable<Pick<Desk, 'id' | 'channels'>>): Credential[] =>
  [...desks].flatMap(({ id, channels }) =>
    [...channels].map(([channel, messenger]) => ({
      desk: id,
      of: 'channel',
      name: `channel ${channel}`,
      isAccepted: (signal) => isAccepted(messenger.me({ signal })),
    })),
  );

export const trackerCredentials = (
  desks: Iterable<{ id: DeskId; tracker: Pick<Desk['tracker'], 'checkAccess'> }>,
): Credential[] =>
  [...desks].map(({ id, tracker }) => ({
    desk: id,
    of: 'tracker',
    name: 'tracker',
    isAccepted: (signal) => isAccepted(tracker.checkAccess(signal)),
  }));

async function isAccepted(proof: Promise<unknown>): Promise<boolean> {
  try {
    await proof;
    return true;
  } catch (error) {
    const refused = error instanceof MessengerError || error instanceof TrackerError ? error.kind : undefined;
    if (refused === 'unauthorized') return false;
    throw error;
  }
}
