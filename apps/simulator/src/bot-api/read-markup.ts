import { refusedLink } from '../text/refused-link.js';
import type { Button } from '../world/message.js';
import { badRequest } from './error.js';
import type { Json, JsonObject } from './json.js';
import type { Parameters } from './parameters.js';

const mostButtons = 100;
const mostDataBytes = 64;
const actions = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

export type Markup = { buttons?: Button[][]; keyboard?: JsonObject };

/** `reply_markup`: buttons under the message, or a keyboard in place of the answer field's own. */
export function readMarkup(params: Parameters): Markup {
  const markup = params.object('reply_markup');
  if (markup === undefined) return {};
  const rows = markup['inline_keyboard'];
  if (!Array.isArray(rows)) return { keyboard: markup };
  const buttons = rows.map((row) => (row as Json[]).map(readButton)).filter((row) => row.length > 0);
  if (buttons.flat().length > mostButtons) throw badRequest('reply markup is too long');
  return buttons.length === 0 ? {} : { buttons };
}

function readButton(value: Json): Button {
  const button = value as Button;
  if (button.text.trim() === '')
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be non-empty');
  const chosen = actions.filter((action) => button[action] !== undefined);
  if (chosen.length === 0) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > mostDataBytes) throw badRequest('BUTTON_DATA_INVALID');
  }
  const refused = button.url === undefined ? undefined : refusedLink(button.url);
  if (refused !== undefined) throw badRequest(`inline keyboard button URL '${button.url}' is invalid: ${refused}`);
  return button;
}
