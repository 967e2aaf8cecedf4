import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator, type Simulator } from '../index.js';
import { call } from '../testing/call-bot-api.js';
import type { Bot } from '../world/world.js';
import { BotApiError, tooMany } from './error.js';
import { checkRefusal } from './send-answer.js';

describe('the server', () => {
  let simulator: Simulator;
  let bot: Bot;
  let logged: string[];

  beforeEach(async () => {
    logged = [];
    simulator = await startSimulator({ checksAnswers: true, log: (words) => void logged.push(words) });
    bot = simulator.createBot();
  });
  afterEach(() => simulator.close());

  it('answers a bug of its own with 500, and tells of it without a token', async () => {
    const stop = simulator.onEvent(() => {
      throw new Error(`cannot serve /bot${bot.token}/setMyCommands`);
    });
    expect(await call(simulator, bot.token, 'setMyCommands', { commands: [] })).toEqual({
      status: 500,
      ok: false,
      error_code: 500,
      description: 'Internal Server Error',
    });
    stop();
    expect(logged).toEqual(['setMyCommands failed: Error: cannot serve /bot<token>/setMyCommands']);
  });

  it('lets no refusal out that the schema does not know', async () => {
    simulator.faults.add({ kind: 'refuse', code: 418.5, description: 'half a teapot', times: 1 });
    expect(await call(simulator, bot.token, 'getMe')).toMatchObject({ error_code: 500 });
    expect(logged).toEqual(['getMe failed: the simulator breaks the schema: error_code: must be of type Integer']);
  });

  it('takes a wait in whole seconds and a new chat id for what may stand beside a refusal', () => {
    expect(checkRefusal(tooMany(1.5))).toEqual([]);
    expect(checkRefusal(new BotApiError(400, 'moved', { migrate_to_chat_id: -1 }))).toEqual([]);
    expect(checkRefusal(new BotApiError(429, 'wait', { retry_after: 1.5 }))).toEqual([
      'parameters.retry_after: must be of type Integer',
    ]);
  });
});
