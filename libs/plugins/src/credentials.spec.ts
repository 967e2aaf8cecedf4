import { describe, expect, it } from '@jest/globals';
import { channelId, deskId } from '#contracts';
import { CREDENTIAL, memoryMessenger, MemoryWorld } from '#messengers/memory';
import { TrackerError } from '#ports/tracker';
import { channelCredentials, trackerCredentials } from './credentials.js';

const id = deskId('acme');
const channel = channelId('bot');
const signal = new AbortController().signal;

describe('a credential', () => {
  it.each([
    [CREDENTIAL, true],
    ['another', false],
  ])('of a channel is what its messenger takes: %s', async (credential, accepted) => {
    const messenger = memoryMessenger(new MemoryWorld()).create({ credential }, { desk: id, channel });
    const [only] = channelCredentials([{ id, channels: new Map([[channel, messenger]]) }]);
    expect(only).toMatchObject({ desk: 'acme', of: 'channel', name: 'channel bot' });
    expect(await only?.isAccepted(signal)).toBe(accepted);
  });

  it('of a tracker is refused where the tracker says so, and nobody knows where it does not answer', async () => {
    const failing = (kind: 'unauthorized' | 'unavailable') => ({
      id,
      tracker: { checkAccess: () => Promise.reject(new TrackerError(kind, 'GET /me')) },
    });
    const [refused, away] = trackerCredentials([failing('unauthorized'), failing('unavailable')]);
    expect(await refused?.isAccepted(signal)).toBe(false);
    await expect(away?.isAccepted(signal)).rejects.toThrow('GET /me');
  });
});
