import { z } from 'zod';
import type { Simulator } from '#apps/simulator';
import type { Exchange } from '#testkit/proxies';
import { deskCalling } from '../people/desk.js';
import { parsed } from '../seen/ownership.js';

type Sends = Simulator['counters']['sends'];

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const SECOND = 1_000;
const MINUTE = 60_000;

/**
 * The most that any bot showed, by the messenger's own counters: in a chat and in all of them in a second, in a group in a minute. A bot's
 * thirty a second are messages (docs/adr/0008).
 */
export function busiest(sends: Sends) {
  // Edits of menus are free, but for groups (tdlib/td#2592).
  const counted = sends.filter(({ kind, chat }) => kind === 'message' || (kind === 'edit' && chat < 0));
  const most = (ms: number, of: (send: Sends[number]) => string | undefined) => {
    const all = Map.groupBy(counted, of);
    all.delete(undefined);
    return Math.max(0, ...[...all.values()].map((one) => mostWithin(ms, one)));
  };
  return {
    chat: most(SECOND, ({ bot, chat }) => (chat > 0 ? `${bot} ${chat}` : undefined)),
    group: most(MINUTE, ({ bot, chat }) => (chat < 0 ? `${bot} ${chat}` : undefined)),
    bot: most(SECOND, ({ bot, kind }) => (kind === 'message' ? String(bot) : undefined)),
  };
}

function mostWithin(ms: number, sends: Sends): number {
  let first = 0;
  return sends.reduce((most, { at }, last) => {
    while ((sends[first]?.at ?? at) <= at - ms) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}

const Throttled = z.object({ parameters: z.object({ retry_after: z.number() }) });
const ToChat = z.object({ chat_id: z.coerce.number() });
const SENDS = /\/(send(?!ChatAction)|copy|forward|editMessage)\w*$/i;
/** What another node sent before it can have heard of it. */
const ON_THE_WAY_MS = 250;

/** Messages and edits that came before the messenger's `retry_after` was over: of the whole bot, or of the group that it was said to. */
export function undercutsIn(messenger: readonly Exchange[]) {
  const calls = messenger
    .filter(({ path }) => SENDS.test(path))
    .map(({ at, body, answer, path }) => {
      const chat = ToChat.safeParse(parsed(body)).data?.chat_id ?? 0;
      return { at, answer, chat, desk: deskCalling(path).id };
    })
    .toSorted((a, b) => a.at - b.at);
  const holds = calls.flatMap(({ chat, desk, answer }) => {
    const said = answer?.status === 429 ? Throttled.safeParse(parsed(answer.body)).data : undefined;
    if (!answer || !said) return [];
    return [{ chat, desk, from: answer.at, until: answer.at + said.parameters.retry_after * 1_000 }];
  });
  const during = holds.flatMap(({ chat, desk, from, until }) =>
    calls
      .filter((call) => call.desk === desk)
      .filter((call) => call.at > from && call.at < until && (chat > 0 || call.chat === chat))
      .map((call) => call.at - from),
  );
  const undercuts = during.filter((ms) => ms > ON_THE_WAY_MS);
  return { holds: holds.length, undercuts, onTheWay: during.length - undercuts.length };
}
