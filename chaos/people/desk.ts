import { accountId, channelId, chatKey, deskId, type IssueId, issueKey, userKey } from '#contracts';
import { CHANNEL, deskName, deskOfToken, tokenOf } from '../../bench/load/update-of.js';

/** A desk of a run, and the names things have on it. */
export type Desk = ReturnType<typeof deskAt>;

export const LANES = 6;
const channel = channelId(CHANNEL);

export function deskAt(nth: number) {
  const id = deskId(deskName(nth));
  return {
    id,
    /** Of its bot. */
    token: tokenOf(nth),
    chatOf: (person: number) => chatKey(id, channel, String(person)),
    userOf: (person: number) => userKey(id, channel, String(person)),
    issueOf: (issue: IssueId) => issueKey(id, issue),
  };
}

/** Where there is one desk alone, and where floods and poison go. */
export const FIRST = deskAt(0);

/** `/bot<token>/<method>`: https://core.telegram.org/bots/api#making-requests */
const CALL = /^\/bot([^/]+)\//;

/** Whose bot makes a call. */
export function deskCalling(path: string): Desk {
  const [, token = ''] = CALL.exec(path) ?? [];
  return deskAt(deskOfToken(token));
}

/** One account writes for everyone; whose words they are stands in a line of their own. */
export const accountOf = (name: string) => accountId(name);
export const ENGINEER = accountId('engineer');
