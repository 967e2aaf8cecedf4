import { describe, expect, it } from '@jest/globals';
import pLimit from 'p-limit';
import { channelId, deskId } from '#contracts';
import { virtualClock } from '#lane/rehearsal';
import { CREDENTIAL, MemoryPerson, memoryMessenger, MemoryWorld } from '#messengers/memory';
import { MessengerError, type MessengerAdapter } from '#ports/messenger';
import { silent } from '#telemetry';
import { NotAcknowledged } from './publish-batches.js';
import { receiveChannel } from './receive-channel.js';
import { rest } from './rest.js';

const DESK = deskId('acme');
const CHANNEL = channelId('bot');

function stage() {
  const clock = virtualClock();
  const world = new MemoryWorld(clock);
  const anna = new MemoryPerson(world, 'Anna');
  const adapter = memoryMessenger(world).create({ credential: CREDENTIAL }, { desk: DESK, channel: CHANNEL });
  const taken: unknown[] = [];
  const log = { answers: true };
  const polls: (string | undefined)[] = [];
  const refusals: MessengerError[] = [];
  const inTurn = pLimit(2);
  const told: string[] = [];
  const telling = { now: 0, most: 0, ms: (_webhook: string | undefined) => 0 };

  function receive(webhook?: string) {
    const ours = new AbortController();
    const messenger: MessengerAdapter = {
      ...adapter,
      async receiveAt(call, address) {
        telling.now += 1;
        telling.most = Math.max(telling.most, telling.now);
        const ms = telling.ms(address);
        if (ms > 0) await rest(clock, ms, call.signal);
        telling.now -= 1;
        call.signal.throwIfAborted();
        told.push(address ?? '');
        return adapter.receiveAt(call, address);
      },
      async poll(call, after, waitMs) {
        polls.push(after);
        const refusal = refusals.shift();
        if (refusal) throw refusal;
        return adapter.poll(call, after, waitMs);
      },
    };
    const deps = {
      receive: async (_channel: unknown, raw: readonly unknown[]) => {
        if (!log.answers) throw new NotAcknowledged('the log did not acknowledge');
        taken.push(...raw);
      },
      webhook,
      inTurn,
      logger: silent,
      clock,
    };
    const ended = receiveChannel({ desk: { id: DESK }, id: CHANNEL, messenger }, deps, ours.signal);
    return {
      async stop() {
        ours.abort();
        await ended;
      },
    };
  }

  const words = () => taken.map((raw) => (raw as { what: { text: { text: string } } }).what.text.text);
  return { clock, world, anna, log, polls, refusals, telling, told, receive, words };
}

describe('polling', () => {
  it('confirms nothing that is not in the log', async () => {
    const { clock, world, anna, log, receive, words } = stage();
    const receiving = receive();
    log.answers = false;
    anna.say('One');
    await clock.advance(20_000);
    expect(world.pending).toHaveLength(1);
    log.answers = true;
    await clock.advance(60_000);
    expect(words()).toEqual(['One']);
    expect(world.pending).toEqual([]);
    await receiving.stop();
  });

  it('brings again after a restart what was not confirmed, and leaves nothing out', async () => {
    const { clock, world, anna, receive, words } = stage();
    const first = receive();
    anna.say('One');
    await clock.advance(1);
    await first.stop();
    anna.say('Two');
    const second = receive();
    await clock.advance(100);
    expect(new Set(words())).toEqual(new Set(['One', 'Two']));
    await clock.advance(60_000);
    expect(world.pending).toEqual([]);
    await second.stop();
  });

  it('asks from the beginning once nothing is left, so that ids may begin anew', async () => {
    const { clock, anna, polls, receive } = stage();
    const receiving = receive();
    anna.say('One');
    await clock.advance(100_000);
    expect(polls.slice(0, 3)).toEqual([undefined, '1', undefined]);
    expect(new Set(polls.slice(2))).toEqual(new Set([undefined]));
    await receiving.stop();
  });

  it('comes back when it is told to, and less and less often where someone else polls', async () => {
    const { clock, polls, refusals, receive } = stage();
    refusals.push(new MessengerError('throttled', 'getUpdates: 429', { retryAfterMs: 9_000 }));
    for (let i = 0; i < 20; i += 1) refusals.push(new MessengerError('unavailable', 'getUpdates: 409'));
    const receiving = receive();
    await clock.advance(8_900);
    expect(polls).toHaveLength(1);
    await clock.advance(120_000);
    expect(polls.length).toBeLessThan(12);
    await receiving.stop();
  });

  it('ends at once when the channel is another gateway’s', async () => {
    const { clock, anna, receive, words } = stage();
    const receiving = receive();
    await clock.advance(100);
    await receiving.stop();
    anna.say('For the other one');
    await clock.advance(60_000);
    expect(words()).toEqual([]);
  });

  it('is left to the webhook where there is a public address', async () => {
    const { clock, world, polls, receive } = stage();
    const receiving = receive('https://bridge.example.com/messenger/acme/bot');
    await clock.advance(60_000);
    expect(world.webhook).toBe('https://bridge.example.com/messenger/acme/bot');
    expect(polls).toEqual([]);
    await receiving.stop();
  });
});

describe('many webhooks', () => {
  it('are set few at once', async () => {
    const { clock, telling, told, receive } = stage();
    telling.ms = () => 100;
    const channels = Array.from({ length: 10 }, (_, i) => receive(`https://bridge.example.com/${i}`));
    await clock.advance(500);
    expect([told.length, telling.most]).toEqual([10, 2]);
    await Promise.all(channels.map((one) => one.stop()));
  });

  it('wait no longer than their turn for those that hang', async () => {
    const { clock, telling, told, receive } = stage();
    telling.ms = (webhook) => (webhook?.endsWith('hangs') ? 60_000 : 100);
    const channels = ['a-hangs', 'b-hangs', 'c', 'd'].map((name) => receive(`https://bridge.example.com/${name}`));
    await clock.advance(2_200);
    expect(told).toEqual(['https://bridge.example.com/c', 'https://bridge.example.com/d']);
    await Promise.all(channels.map((one) => one.stop()));
  });
});
