import { describe, expect, it } from '@jest/globals';
import { channelId, deskId, makeRecord, toBytes } from '#contracts';
import { laneOf } from '#lane';
import { telegram } from '#messengers/telegram';
import { CHANNEL, deskName, deskOf, updateOf } from '../../load/update-of.js';
import { gapAfter } from './gap.js';
import { heldBy, laneOfMessage } from './lanes-of.js';

describe('a node that was killed', () => {
  it('leaves a gap from the kill until somebody of its lanes is served again', () => {
    expect(gapAfter(1_000, [900, 12_000, 12_100, 12_500])).toBe(11_000);
  });

  it('leaves one that what was already on its way does not end', () => {
    expect(gapAfter(1_000, [1_400, 900, 11_500, 1_100, 11_600])).toBe(10_500);
  });

  it('leaves one without an end where nobody is served any more', () => {
    expect(gapAfter(1_000, [500, 900])).toBe(Infinity);
  });

  it('held the lanes that say so, and not those of a node with a like name', () => {
    const rows = [
      { lane: 0, holder: 'host-1-41-aaaaaaaa' },
      { lane: 1, holder: 'host-41-7-bbbbbbbb' },
      { lane: 2, holder: null },
      { lane: 3, holder: 'host-1-41-aaaaaaaa' },
    ];
    expect(heldBy(41, rows)).toEqual([0, 3]);
  });

  it('held the lanes of the people whose updates go there', async () => {
    const crowd = { desks: 5, people: 12, before: 1_000 };
    const [lanes, channel] = [4, channelId(CHANNEL)];
    for (const number of [0, 7, 13, 30]) {
      const desk = deskId(deskName(deskOf(number, crowd)));
      const adapter = telegram.create(telegram.configSchema.parse({ token: '1:bench' }), { desk, channel });
      const seen = adapter.normalise(JSON.parse(updateOf(number, crowd, 0)), 1);
      if (!seen || !('update' in seen)) throw new Error('it is no update');
      const { chat } = seen.update;
      const fields = { key: chat, at: 1, causes: [seen.id], ordinal: 0, body: seen.update };
      const { key } = toBytes(makeRecord('session-events', 'update.v1', fields));
      expect(laneOfMessage(number, crowd, lanes)).toBe(laneOf(key, lanes));
      await adapter.close();
    }
  });
});
