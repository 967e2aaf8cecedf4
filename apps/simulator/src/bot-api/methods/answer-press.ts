import { badRequest } from '../error.js';
import { answer, type Method } from '../method.js';

/** How long Telegram waits for the answer to a press, ms. */
const patience = 150_000;
const longestToast = 200;

/** Once, in time, and by the bot that was pressed. */
export const answerCallbackQuery: Method = ({ ground: { history, clock }, state, params }) => {
  const id = params.text('callback_query_id') ?? '';
  const press = history.world.presses.get(id);
  const now = clock.now();
  if (press === undefined || press.bot !== state.bot.id || press.answer !== undefined || now - press.at > patience) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = params.text('text') ?? '';
  if (text.length > longestToast) throw badRequest('MESSAGE_TOO_LONG');
  const toast = { text, alert: params.flag('show_alert'), url: params.text('url') };
  history.record({ kind: 'press-answered', at: now, id, toast });
  return answer(true);
};
