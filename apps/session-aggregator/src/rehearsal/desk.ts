import { accountId, channelId, chatKey, deskId, userKey } from '#contracts';
import type { Link } from '#correlation';
import { DEFAULT_DESK_OPTIONS, DEFAULT_LINKING, type DeskOptions } from '../domain/options.js';

export const DESK = deskId('acme');
const CHANNEL = channelId('bot');
export const PRIVATE_CHAT = chatKey(DESK, CHANNEL, '42');
export const GROUP_CHAT = chatKey(DESK, CHANNEL, '-100');
export const ANNA = userKey(DESK, CHANNEL, '42');
export const MARK = userKey(DESK, CHANNEL, '43');

export const DESK_OPTIONS: DeskOptions = {
  ...DEFAULT_DESK_OPTIONS,
  name: 'Acme Support',
  tracker: 'Redmine',
  defaultProject: { id: 'shop', name: 'Web shop' },
  linking: { ...DEFAULT_LINKING, accountPage: 'https://redmine.test/my/account', field: 'Telegram' },
};

export const ANNAS_LINK: Link = {
  desk: DESK,
  user: ANNA,
  chat: PRIVATE_CHAT,
  account: accountId('7'),
  login: 'anna',
  accountName: 'Anna Karenina',
  userName: 'Anna',
  at: 0,
};
