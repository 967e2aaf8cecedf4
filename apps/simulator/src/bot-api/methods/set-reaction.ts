import { badRequest } from '../error.js';
import { findMessage, findWritableChat } from '../find-chat.js';
import type { JsonObject } from '../json.js';
import { answer, type Method } from '../method.js';

/** The only emojis there are as reactions (Bot API, ReactionTypeEmoji), without variation selectors. */
const emojis: ReadonlySet<string> = new Set(
  (
    '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 ' +
    '🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);

/** A bot has one reaction on a message at most; an empty list takes it away. */
export const setMessageReaction: Method = (call) => {
  const chat = findWritableChat(call);
  const message = findMessage(chat, call.params.integer('message_id'), 'message to react');
  if (message.content.kind === 'service') throw badRequest("message can't be reacted");
  const reactions = (call.params.list('reaction') ?? []) as JsonObject[];
  if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  const chosen = reactions.map(({ type, emoji }) => {
    const plain = String(emoji).replaceAll('\u{fe0f}', '');
    if (type !== 'emoji' || !emojis.has(plain)) throw badRequest('REACTION_INVALID');
    return plain;
  });
  const { history, clock } = call.ground;
  const by = call.state.bot.id;
  history.record({ kind: 'reacted', at: clock.now(), place: chat.place, id: message.id, by, emojis: chosen });
  return answer(true);
};
