import { describe, expect, it } from '@jest/globals';
import { channelId, chatKey, deskId, digest, type GivenUpWork, plain } from '#contracts';
import { planReplay } from './plan-replay.js';

const chat = chatKey(deskId('acme'), channelId('bot'), '7');
const text = { text: plain('Hello'), buttons: [] };
const body = { desk: deskId('acme'), chat, group: false, what: { kind: 'say', ...text } };

const plan = (more: Partial<GivenUpWork> = {}) => {
  const work = [{ id: digest('a'), kind: 'say', body, ...more }];
  const record = { topic: 'deliveries' as const, id: digest('r'), kind: 'replay.v1' as const, key: chat, at: 9_000 };
  return planReplay({ ...record, body: { work } }).newWork;
};

describe('a sending that is replayed', () => {
  it('is sent after all, in the order of its chat, under the id it had', () => {
    expect(plan()).toMatchObject([{ id: digest('a'), kind: 'say', orderKey: chat, bornAt: 9_000, body }]);
  });

  it('counts as one that may come twice where it was ever sent', () => {
    const sent = { attempt: 2, sendBy: 1_000, baseline: undefined };
    expect(plan({ sent })).toMatchObject([{ sent }]);
    expect(plan()?.[0]?.sent).toBeUndefined();
  });
});
