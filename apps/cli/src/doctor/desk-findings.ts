import type { ChannelId, DeskId } from '#contracts';
import { type MessengerAdapter, MessengerError } from '#ports/messenger';
import { TrackerError } from '#ports/tracker';
import type { Desk } from '#plugins';
import type { Finding } from './finding.js';

const WITHIN_MS = 10_000;

/** Of each desk: whether its tracker and each of its channels let it in, and as whom. Asks all of them at once; reads only. */
export const deskFindings = (desks: Iterable<Desk>): Promise<Finding[]> =>
  Promise.all(
    [...desks].flatMap((desk) => [
      trackerOf(desk),
      ...[...desk.channels].map(([id, messenger]) => channelOf(desk.id, id, messenger)),
    ]),
  );

async function trackerOf({ id, tracker, endpoint }: Desk): Promise<Finding> {
  const about = `desk ${id}, tracker`;
  try {
    const { account, notes } = await tracker.checkAccess(AbortSignal.timeout(WITHIN_MS));
    const state = notes.length > 0 ? 'notice' : 'fine';
    return { about, state, says: [`${endpoint} lets it in as ${account.name}`, ...notes].join('; ') };
  } catch (error) {
    return refusal(about, endpoint, error);
  }
}

async function channelOf(desk: DeskId, channel: ChannelId, messenger: MessengerAdapter): Promise<Finding> {
  const about = `desk ${desk}, channel ${channel}`;
  try {
    const { name, link } = await messenger.me({ signal: AbortSignal.timeout(WITHIN_MS) });
    return { about, state: 'fine', says: `is ${name}, ${link}` };
  } catch (error) {
    return refusal(about, 'the messenger', error);
  }
}

/** Never the error's own words: an address may carry a credential. */
function refusal(about: string, who: string, error: unknown): Finding {
  const kind = error instanceof TrackerError || error instanceof MessengerError ? error.kind : 'unavailable';
  if (kind === 'unauthorized') {
    return { about, state: 'wrong', says: `${who} refuses its credential`, todo: 'put it right in the configuration' };
  }
  return { about, state: 'wrong', says: `${who} does not answer as it should (${kind})` };
}
