import { accountId, channelId, chatKey, deskId, type IssueId, issueKey, userKey } from '#contracts';
import { CHANNEL, deskName } from '../../bench/load/update-of.js';

/** The one desk of a run, and the names things have on it. */
export const DESK = deskId(deskName(0));
export const LANES = 6;
const channel = channelId(CHANNEL);

export const chatOf = (person: number) => chatKey(DESK, channel, String(person));
export const userOf = (person: number) => userKey(DESK, channel, String(person));
export const issueOf = (id: IssueId) => issueKey(DESK, id);
/** One account writes for everyone; whose words they are stands in a line of their own. */
export const accountOf = (name: string) => accountId(name);
export const ENGINEER = accountId('engineer');
