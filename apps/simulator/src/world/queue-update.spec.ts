import { describe, expect, it } from '@jest/globals';
import { applyEvent } from './apply-event.js';
import { queueUpdate, updateJson } from './queue-update.js';
import { emptyWorld, type BotState } from './world.js';
import { botOf } from './lookup.js';

const newBot = (): BotState => {
  const world = emptyWorld();
  const bot = { id: 7, token: '7:x', name: 'Acme', username: 'acme_bot', readsAllGroupMessages: false };
  applyEvent(world, { kind: 'bot-created', at: 0, bot, lastUpdateId: 100 });
  return botOf(world, 7);
};

describe('an update', () => {
  it.each([
    ['message', 24 * 3600],
    ['edited_message', 24 * 3600],
    ['my_chat_member', 24 * 3600],
    ['callback_query', 150],
    ['inline_query', 30],
  ])('of the type %s waits %d s for its bot', (type, seconds) => {
    const state = newBot();
    queueUpdate(state, type, 'chat:1', 5000, {});
    expect(state.pending.get(101)?.expiresAt).toBe(5000 + seconds * 1000);
  });

  it('of a type that was not asked for takes no id', () => {
    const state = newBot();
    expect(queueUpdate(state, 'message_reaction', 'reaction:1', 0, {})).toEqual([]);
    queueUpdate(state, 'message', 'chat:1', 0, { text: 'x' });
    expect([...state.pending.values()].map(updateJson)).toEqual(['{"update_id":101,"message":{"text":"x"}}']);
  });
});
