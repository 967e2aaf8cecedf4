import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { turnedClock, type PersonChat, type Simulator, startSimulator, type TurnedClock } from '../index.js';
import { call, must, refusal, type Envelope } from '../testing/call-bot-api.js';
import type { JsonObject } from './json.js';

describe('getUpdates', () => {
  let clock: TurnedClock;
  let simulator: Simulator;
  let token: string;
  let bot: { id: number };
  let anna: PersonChat;

  beforeEach(async () => {
    clock = turnedClock();
    simulator = await startSimulator({ clock, checksAnswers: true });
    const created = simulator.createBot();
    [token, bot] = [created.token, created];
    anna = simulator.createPerson({ name: 'Anna' }).with(bot);
  });
  afterEach(() => simulator.close());

  const updates = (params: JsonObject = {}) => must<JsonObject[]>(simulator, token, 'getUpdates', params);
  const texts = (list: JsonObject[]) => list.map(({ message }) => (message as JsonObject)['text']);
  const idOf = (update: JsonObject | undefined) => Number(update?.['update_id']);
  /** Starts a poll and comes back once it waits. */
  const startPoll = async (params: JsonObject): Promise<{ poll: Promise<Envelope> }> => {
    const before = clock.waiting();
    const poll = call(simulator, token, 'getUpdates', params);
    while (clock.waiting() <= before) await clock.turn(0);
    return { poll };
  };

  it('gives updates again until an offset confirms them', async () => {
    for (const word of ['one', 'two', 'three']) anna.say(word);
    const first = await updates({ limit: 2 });
    expect(texts(first)).toEqual(['one', 'two']);
    expect(idOf(first[1])).toBe(idOf(first[0]) + 1);
    await clock.turn(4000);
    expect(texts(await updates({ limit: 2 }))).toEqual(['one', 'two']);
    expect(texts(await updates({ offset: idOf(first[1]) + 1 }))).toEqual(['three']);
    expect(texts(await updates({ offset: idOf(first[0]) }))).toEqual(['three']);
  });

  it('keeps only the last ones of a negative offset and forgets the rest', async () => {
    for (const word of ['one', 'two', 'three']) anna.say(word);
    expect(texts(await updates({ offset: -1 }))).toEqual(['three']);
    await clock.turn(4000);
    expect(texts(await updates())).toEqual(['three']);
  });

  it('gives one update only, when asked the same again within half a second', async () => {
    for (const word of ['one', 'two', 'three']) anna.say(word);
    await updates();
    expect(texts(await updates())).toEqual(['one']);
  });

  it('narrows to the types asked for, keeps that when nothing is said, and forgets it for an empty list', async () => {
    await updates({ allowed_updates: ['message_reaction', 'no_such_thing'] });
    const said = anna.say('one');
    anna.react(said, '👍');
    const narrowed = await updates({ offset: 1 });
    expect(narrowed.map((update) => Object.keys(update)[1])).toEqual(['message_reaction']);
    await updates({ offset: idOf(narrowed[0]) + 1, allowed_updates: [] });
    anna.react(said, '👎');
    anna.say('two');
    expect(texts(await updates({ offset: 2 }))).toEqual(['two']);
  });

  it('takes a list of nothing it knows for the default', async () => {
    await updates({ allowed_updates: ['message_reaction'] });
    await updates({ offset: 1, allowed_updates: ['no_such_thing'] });
    anna.react(anna.say('one'), '👍');
    const heard = await updates({ offset: 2 });
    expect(heard.map((update) => Object.keys(update)[1])).toEqual(['message']);
  });

  it('gives 1 to 100 at once, whatever is asked for', async () => {
    for (let at = 0; at < 101; at++) anna.say(`message ${at}`);
    expect(await updates({ limit: 1000 })).toHaveLength(100);
    expect(await updates({ limit: -5, offset: 1 })).toHaveLength(1);
  });

  it('makes who asks the same again, and gets nothing, wait for 3 s', async () => {
    await updates({ offset: 5 });
    const { poll } = await startPoll({ offset: 5 });
    await clock.turn(2900);
    anna.say('one');
    expect(texts((await poll).result as JsonObject[])).toEqual(['one']);
  });

  it('forgets updates of more than a day ago, and counts them no more', async () => {
    anna.say('one');
    await clock.turn(24 * 3600_000 + 1000);
    expect(await must(simulator, token, 'getWebhookInfo')).toMatchObject({ pending_update_count: 0 });
    anna.say('two');
    expect(texts(await updates({ offset: 1 }))).toEqual(['two']);
    expect(simulator.world.bots.get(bot.id)?.pending.size).toBe(1);
  });

  it('is refused while a webhook is set', async () => {
    await must(simulator, token, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    expect(await refusal(simulator, token, 'getUpdates')).toBe(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  });

  it('is refused late, when it was refused within the last 3 s', async () => {
    await must(simulator, token, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    await call(simulator, token, 'getUpdates');
    const { poll } = await startPoll({});
    await clock.turn(3000);
    expect((await poll).status).toBe(409);
  });

  it('waits until something happens', async () => {
    const { poll } = await startPoll({ timeout: 50 });
    anna.say('one');
    expect(texts((await poll).result as JsonObject[])).toEqual(['one']);
  });

  it('waits no longer than 50 s, whatever is asked for', async () => {
    const { poll } = await startPoll({ timeout: 3600 });
    await clock.turn(50_000);
    expect((await poll).result).toEqual([]);
  });

  it('makes the first poller fail when a second one comes', async () => {
    const first = await startPoll({ timeout: 50 });
    const second = call(simulator, token, 'getUpdates', { timeout: 50, offset: 1 });
    expect(await first.poll).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    anna.say('one');
    expect(texts((await second).result as JsonObject[])).toEqual(['one']);
  });

  it('makes a waiting poller fail when a webhook is set', async () => {
    const { poll } = await startPoll({ timeout: 50 });
    await must(simulator, token, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    expect((await poll).description).toBe('Conflict: terminated by setWebhook request');
  });
});
