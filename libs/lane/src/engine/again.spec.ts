import { describe, expect, it } from '@jest/globals';
import { silent } from '#telemetry';
import { goneBack, markAgain } from './again.js';

const MINUTE_MS = 60_000;
const own = { topic: 'tracker-work', lane: 0, epoch: 2, nonce: 'ours' } as const;
const recovered = { offset: 3, serial: 0, outbox: [], endpoints: [], open: [], againBefore: 0, failedOver: true };
const subscription = { told: () => Promise.resolve(9) };

/** Work for a tracker, born at this time. */
const bornAt = (at: number) => {
  const common = { id: 'a', kind: 'write', orderKey: 'anna', endpoint: 'tracker', body: {}, dueAt: at };
  return { newWork: [{ ...common, effect: true, bornAt: at }] };
};

describe('what a database that failed over has forgotten', () => {
  it('is looked for before it is sent, though its clock was a minute ahead and that of who takes it in is a minute behind', async () => {
    const found = Date.UTC(2026, 0, 1);
    const back = await goneBack({ own, subscription, now: found - MINUTE_MS, logger: silent }, recovered);
    const { newWork = [] } = markAgain(bornAt(found + MINUTE_MS - 1), back?.againBefore ?? 0);
    expect(newWork).toMatchObject([{ sent: { attempt: 0 } }]);
  });

  it('is not thought of where nothing was forgotten', async () => {
    const before = { ...recovered, offset: 9, failedOver: false };
    expect(await goneBack({ own, subscription, now: 0, logger: silent }, before)).toBeUndefined();
  });
});
