import { findWritableChat } from '../find-chat.js';
import { answer, type Method } from '../method.js';
import { postMessage, shownTo } from '../post-message.js';
import { readText } from '../read-text.js';

export const sendMessage: Method = (call) => {
  const chat = findWritableChat(call);
  const message = postMessage(call, chat, { kind: 'text', text: readText(call) });
  return answer(shownTo(call, chat, message));
};
