import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { turnedClock } from '../clock/turned-clock.js';
import { startSimulator, type Simulator } from '../index.js';
import { must } from '../testing/call-bot-api.js';
import type { JsonObject } from '../bot-api/json.js';
import { applyEvent } from '../world/apply-event.js';
import { emptyWorld } from '../world/world.js';
import type { WorldEvent } from '../world/world-event.js';
import { openJournal } from './journal.js';
import { worldFromJson, worldToJson } from './world-json.js';

describe('the journal', () => {
  let folder: string;
  const open: Simulator[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((simulator) => simulator.close()));
    rmSync(folder, { recursive: true });
  });

  const start = async (): Promise<Simulator> => {
    const simulator = await startSimulator({ folder, checksAnswers: true });
    open.push(simulator);
    return simulator;
  };
  const file = () => join(folder, 'world.ndjson');

  /** A conversation with everything in it; gives the bot's token. */
  const live = async (simulator: Simulator): Promise<string> => {
    const bot = simulator.createBot();
    const person = simulator.createPerson({ name: 'Anna' });
    const anna = person.with(bot);
    anna.start('code');
    anna.sendFile({ name: 'log.txt', bytes: Buffer.from('disk full') });
    const { message_id } = await must(simulator, bot.token, 'sendMessage', {
      chat_id: person.id,
      text: '<b>menu</b>',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    anna.react(Number(message_id), '👍');
    anna.press(Number(message_id), 'Go');
    await must(simulator, bot.token, 'setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
    return bot.token;
  };

  it('goes on with everything that was there, though nothing was closed', async () => {
    const before = await start();
    const token = await live(before);
    const after = await start();
    expect(worldToJson(after.world)).toBe(worldToJson(before.world));
    const updates = await must<JsonObject[]>(after, token, 'getUpdates');
    expect(updates.map((update) => Object.keys(update)[1])).toEqual(['message', 'message', 'callback_query']);
    const [bot] = after.bots();
    const [anna] = after.persons();
    const transcript = anna?.with({ id: bot?.id ?? 0 }).transcript() ?? [];
    expect(transcript.map(({ text }) => text)).toEqual(['/start code', '', 'menu']);
    expect(await (await fetch(after.url + transcript[1]?.files[0]?.url)).text()).toBe('disk full');
  });

  it('tells a repeated edit for what it is, also after a start', async () => {
    const before = await start();
    const token = await live(before);
    const edit = (simulator: Simulator) =>
      must(simulator, token, 'editMessageText', { chat_id: simulator.persons()[0]?.id, message_id: 3, text: 'menu' });
    await edit(before);
    await expect(edit(await start())).rejects.toThrow('message is not modified');
  });

  it('gives what was confirmed no more', async () => {
    const token = await live(await start());
    const between = await start();
    const updates = await must<JsonObject[]>(between, token, 'getUpdates');
    const offset = Number(updates.at(-1)?.['update_id']) + 1;
    await must(between, token, 'getUpdates', { offset });
    expect(await must(await start(), token, 'getUpdates', { offset: 1 })).toEqual([]);
  });

  it('cuts off a line that was written by half', async () => {
    await live(await start());
    const size = statSync(file()).size;
    appendFileSync(file(), '{"kind":"message-posted","pla');
    const journal = openJournal(folder);
    expect(journal.world.persons.size).toBe(1);
    expect(statSync(file()).size).toBe(size);
    journal.close();
  });

  it('puts the world in place of a long history, and loses nothing', async () => {
    const token = await live(await start());
    const line = { kind: 'commands-set', at: 1, bot: Number(token.split(':')[0]), scope: 'default///' };
    const commands = [{ command: 'help', description: 'x'.repeat(200) }];
    appendFileSync(file(), `${JSON.stringify({ ...line, commands })}\n`.repeat(20_000));
    const before = statSync(file()).size;
    const simulator = await start();
    expect(statSync(file()).size).toBeLessThan(before / 100);
    expect(await must(simulator, token, 'getMyCommands')).toEqual(commands);
    simulator
      .persons()[0]
      ?.with(simulator.bots()[0] ?? { id: 0 })
      .say('and on');
    expect(worldToJson(openJournal(folder).world)).toBe(worldToJson(simulator.world));
  });

  it('releases what a fault held back when the process ended', async () => {
    const before = await start();
    const bot = before.createBot();
    before.faults.add({ kind: 'hold-back', ms: 3_600_000 });
    before.createPerson({ name: 'Anna' }).with(bot).say('held');
    expect(await must(before, bot.token, 'getUpdates')).toEqual([]);
    expect(await must<JsonObject[]>(await start(), bot.token, 'getUpdates')).toHaveLength(1);
  });

  it('writes no token but where the bot itself is kept, and no bytes of files', async () => {
    const token = await live(await start());
    const lines = readFileSync(file(), 'utf8').split('\n');
    expect(lines.filter((line) => line.includes(token))).toHaveLength(1);
    expect(lines.some((line) => line.includes('disk full'))).toBe(false);
  });
});

describe('the world', () => {
  it('is the fold of its events', async () => {
    const simulator = await startSimulator({ clock: turnedClock(), checksAnswers: true });
    const events: WorldEvent[] = [];
    simulator.onEvent((event) => events.push(JSON.parse(JSON.stringify(event)) as WorldEvent));
    const bot = simulator.createBot();
    const anna = simulator.createPerson({ name: 'Anna' }).with(bot);
    const said = anna.say('one');
    anna.edit(said, 'two');
    anna.react(said, '👍');
    anna.block();
    anna.unblock();
    anna.sendAlbum([{ name: 'a.jpg', bytes: Buffer.from('a') }]);
    const again = emptyWorld();
    for (const event of events) applyEvent(again, event);
    expect(worldToJson(again)).toBe(worldToJson(worldFromJson(worldToJson(simulator.world))));
    await simulator.close();
  });
});
