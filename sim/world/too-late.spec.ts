import { expect, it } from '@jest/globals';
import { issueId, plain } from '#contracts';
import { CHANNEL } from './cast.js';
import { deskOn } from './desk.js';
import { ownClock } from './own-clock.js';
import { createWorld } from './world.js';

const AHEAD_MS = 30_000;
const FURTHER_MS = 16_000;
const SEND_WITHIN_MS = 2_000;

it('sends nothing that is too late by the clock of its node, though by that of the other end it is in time', async () => {
  const world = createWorld({ seed: 1, lanes: 1, desks: 1, people: 1, byWebhook: false, giveUpAfterMs: 86_400_000 });
  const [outside] = world.outsides;
  if (!outside) throw new Error('There is a desk.');
  const clock = ownClock(world.clock, AHEAD_MS);
  const { channels, tracker } = deskOn({ name: 'node-1', clock }, outside, world);
  const [chat = ''] = outside.messenger.chats.keys();
  const sendBy = { wall: clock.now() + SEND_WITHIN_MS, monotonic: clock.monotonic() + SEND_WITHIN_MS };
  const call = { signal: new AbortController().signal, sendBy };
  const comment = { text: 'News.', private: false, uploads: [] };
  world.jump(FURTHER_MS);

  const sent = channels.get(CHANNEL)?.send(call, chat, { text: plain('News.'), buttons: [] });
  const written = tracker.addComment({ ...call, as: { kind: 'service' } }, issueId('1'), comment, {});
  const answers = Promise.allSettled([sent, written]);
  await world.clock.advance(1_000);

  const refused = { status: 'rejected', reason: { kind: 'late' } };
  expect(await answers).toMatchObject([refused, refused]);
});
