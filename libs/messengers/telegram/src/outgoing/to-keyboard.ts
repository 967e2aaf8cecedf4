import type { ShownButton } from '#ports/messenger';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';

/**
 * The buttons under a message. One address Telegram refuses (BUTTON_URL_INVALID: `localhost`, a bare host name) would
 * cost the person the whole message, so a button that could only open such an address is not shown.
 */
export function toKeyboard(rows: readonly (readonly ShownButton[])[]): InlineKeyboardMarkup {
  const keyboard = rows.map((row) => row.flatMap(toButton)).filter((row) => row.length > 0);
  return { inline_keyboard: keyboard };
}

function toButton({ label, token, url }: ShownButton): InlineKeyboardButton[] {
  if (token !== undefined) return [{ text: label, callback_data: token }];
  return url !== undefined && isReachable(url) ? [{ text: label, url }] : [];
}

function isReachable(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && /[.:]/.test(parsed.hostname);
}
