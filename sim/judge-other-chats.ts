import { userOf } from '#contracts';
import type { Shown } from '#history';
import type { Words } from './people/put-in.js';
import type { DeskRun } from './run-plan.js';
import { type Cast, chatKeyOf, newsChatOf } from './world/cast.js';

/** Who has two chats reads in each what they wrote in the other: words that were never shown there. */
export function* missingInOtherChats({ outside, putIn }: DeskRun, shown: readonly Shown[]): Iterable<string> {
  const away = new Set(putIn.told.map(({ chat, message }) => `${chat} ${message}`));
  const said = Map.groupBy(putIn.words, ({ text }) => text);
  const shownIn = Map.groupBy(shown, ({ chat }) => chat);
  const othersOf = otherChats(outside.cast);
  for (const words of putIn.words) {
    if (words.text === '' || !words.to || away.has(`${words.chat} ${words.message}`)) continue;
    if (said.get(words.text)?.length !== 1) continue;
    for (const chat of othersOf(words)) {
      if (shownIn.get(chat)?.some(({ text }) => text.includes(words.text))) continue;
      yield `not told: «${words.text}» of ${words.chat} was not shown in ${chat}, which is theirs, too`;
    }
  }
}

/** Where else they are told news; of those who write in a group it is not known which of its issues are theirs. */
function otherChats({ members }: Cast) {
  const writers = new Map(members.map((member) => [`${chatKeyOf(member)} ${member.chat.user}`, member]));
  const newsOf = new Map(
    Map.groupBy(members, ({ account }) => account)
      .entries()
      .map(([account, same]) => [account, same.map(newsChatOf)]),
  );
  return ({ chat, person }: Pick<Words, 'chat' | 'person'>) => {
    const { account, home } = writers.get(`${chat} ${userOf(person).user}`) ?? {};
    return account && !home ? (newsOf.get(account) ?? []).filter((other) => other !== chat) : [];
  };
}
