/** What is kept apart in time: when the next one may go in this chat and in this channel, and how long nothing may (ms). */
export type Spaces = { chat: number; channel: number; heldUntil: number };

/** How far apart sendings are kept (ms). `chatMs` 0: not in their chat; `channelMs` 0: not in their channel. */
export type Apart = { chatMs: number; channelMs: number };

/**
 * What a sending is told, with how long to wait (ms). `granted`: the time then is its own. `later`: it asks again then.
 * `crowded`: many are told the same, and should not all ask again at once.
 */
export type Place = { kind: 'granted' | 'later' | 'crowded'; waitMs: number };

/** Times of a channel are given away no further ahead: what a crashed notifier had reserved is lost time for the others. */
export const HORIZON_MS = 3_000;

/**
 * The next free time, and what it leaves behind. Sendings are spaced out evenly, so that a whole rate is used and yet no
 * second ever sees more. What has no rate (`apart` absent) heeds only the hold. Pure; Redis has the same in Lua.
 */
export function spaceOut(spaces: Spaces, apart: Apart | undefined, now: number): { place: Place; next: Spaces } {
  const told = (kind: Place['kind'], waitMs: number) => ({ place: { kind, waitMs }, next: spaces });
  if (spaces.heldUntil > now) return told('later', spaces.heldUntil - now);
  if (!apart) return told('granted', 0);
  if (apart.chatMs > 0 && spaces.chat > now) return told('later', spaces.chat - now);
  const isCounted = apart.channelMs > 0;
  if (isCounted && spaces.channel - now > HORIZON_MS) return told('crowded', spaces.channel - now);
  const at = isCounted ? Math.max(now, spaces.channel) : now;
  const chat = apart.chatMs > 0 ? at + apart.chatMs : spaces.chat;
  const next = { ...spaces, chat, channel: isCounted ? at + apart.channelMs : spaces.channel };
  return { place: { kind: 'granted', waitMs: at - now }, next };
}
