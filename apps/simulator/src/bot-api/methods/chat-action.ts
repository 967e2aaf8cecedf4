import { badRequest } from '../error.js';
import { findWritableChat } from '../find-chat.js';
import { answer, type Method } from '../method.js';

const actions: ReadonlySet<string> = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Shown for 5 s, or until the next message. */
export const sendChatAction: Method = (call) => {
  const chat = findWritableChat(call);
  const action = call.params.text('action') ?? '';
  if (!actions.has(action)) throw badRequest('wrong parameter action in request');
  const { history, clock } = call.ground;
  history.record({ kind: 'action-shown', at: clock.now(), place: chat.place, by: call.state.bot.id, action });
  return answer(true);
};
