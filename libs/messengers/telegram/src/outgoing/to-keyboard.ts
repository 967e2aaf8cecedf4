import type { ShownButton } from '#ports/messenger';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { openable } from './openable.js';

/** The buttons under a message, without those that could only open an address Telegram refuses. */
export function toKeyboard(rows: readonly (readonly ShownButton[])[]): InlineKeyboardMarkup {
  const keyboard = rows.map((row) => row.flatMap(toButton)).filter((row) => row.length > 0);
  return { inline_keyboard: keyboard };
}

function toButton({ label, token, url }: ShownButton): InlineKeyboardButton[] {
  if (token !== undefined) return [{ text: label, callback_data: token }];
  const address = url === undefined ? undefined : openable(url);
  return address === undefined ? [] : [{ text: label, url: address }];
}
