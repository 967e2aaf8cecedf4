import { z } from 'zod';
import type { ChatKey } from '#contracts';
import type { Exchange } from '#testkit/proxies';
import { deskCalling } from '../people/desk.js';
import { parsed } from '../seen/ownership.js';

/** So many are told, and so much of what each says. */
const LATEST = 10;
const HEAD = 80;
const Call = z.looseObject({ chat_id: z.coerce.number() });

/** What nodes had the messenger do in a chat last, in the order it came there, and what each was answered, after how long. */
export function lastCalls(messenger: readonly Exchange[], chat: ChatKey): string[] {
  const calls = messenger.flatMap(({ path, body, at, answer }) => {
    const call = Call.safeParse(parsed(body)).data;
    if (!call || deskCalling(path).chatOf(call.chat_id) !== chat) return [];
    const { chat_id: _, ...said } = call;
    const answered = answer ? `${answer.status} after ${answer.at - at} ms` : 'no answer';
    const what = `${path.split('/').at(-1)} ${JSON.stringify(said).slice(0, HEAD)}`;
    return [{ at, line: `${new Date(at).toISOString()} ${what}: ${answered}` }];
  });
  return calls
    .toSorted((a, b) => a.at - b.at)
    .slice(-LATEST)
    .map(({ line }) => line);
}
