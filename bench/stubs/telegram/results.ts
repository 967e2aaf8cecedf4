import { z } from 'zod';
import { deskOfToken } from '../../load/update-of.js';
import { toFile } from './sent-files.js';

const ToChat = z.looseObject({ chat_id: z.union([z.string(), z.number()]) });
/** Above every id of an incoming message, as a later message of a chat is. */
const LAST_OF_PEOPLE = 1_000_000_000;

/** What methods give: a message, the bot, a file, or `true`. Undefined: it is refused. */
export function createResults() {
  let messages = 0;

  return function resultOf(method: string, token: string, body: string): unknown {
    if (method === 'getMe') {
      const username = `desk_${deskOfToken(token)}_bot`;
      return { id: Number.parseInt(token, 10), is_bot: true, first_name: username, username };
    }
    if (method === 'getFile') return toFile(body);
    if (method !== 'sendMessage' && method !== 'editMessageText') return true;
    const { chat_id: id } = ToChat.parse(JSON.parse(body));
    const chat = { id: Number(id), type: 'private', first_name: 'Anna' };
    messages += 1;
    return { message_id: LAST_OF_PEOPLE + messages, date: Math.floor(Date.now() / 1_000), chat, text: '…' };
  };
}
