import { badRequest } from '../error.js';
import type { JsonObject } from '../json.js';
import { answer, type Call, type Method } from '../method.js';

const mostCommands = 100;

/** Commands are kept by scope and language, each pair by itself. */
export const setMyCommands: Method = (call) => {
  const commands = (call.params.list('commands') ?? []) as JsonObject[];
  if (commands.length > mostCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(String(command).replace(/^\//, ''))) throw badRequest('BOT_COMMAND_INVALID');
    const { length } = String(description);
    if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return record(call, commands);
};

export const deleteMyCommands: Method = (call) => record(call, []);

export const getMyCommands: Method = (call) => answer(call.state.commands.get(scopeOf(call)) ?? []);

function record(call: Call, commands: JsonObject[]) {
  const { history, clock } = call.ground;
  history.record({ kind: 'commands-set', at: clock.now(), bot: call.state.bot.id, scope: scopeOf(call), commands });
  return answer(true);
}

function scopeOf({ params }: Call): string {
  const scope = params.object('scope') ?? { type: 'default' };
  const parts = [scope['type'], scope['chat_id'] ?? '', scope['user_id'] ?? '', params.text('language_code') ?? ''];
  return parts.map(String).join('/');
}
