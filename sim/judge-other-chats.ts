import { userOf } from '#contracts';
import type { Shown } from '#history';
import type { Words } from './people/put-in.js';
import type { DeskRun } from './run-plan.js';
import { chatKeyOf, newsChatOf } from './world/cast.js';
import type { Outside } from './world/outside.js';

/** Who has two chats reads in each what they wrote in the other: words that were never shown there. */
export function* missingInOtherChats({ outside, putIn }: DeskRun, shown: readonly Shown[]): Iterable<string> {
  const away = new Set(putIn.told.map(({ chat, message }) => `${chat} ${message}`));
  const said = Map.groupBy(putIn.words, ({ text }) => text);
  for (const words of putIn.words) {
    if (words.text === '' || !words.to || away.has(`${words.chat} ${words.message}`)) continue;
    if (said.get(words.text)?.length !== 1) continue;
    for (const chat of othersOf(words, outside)) {
      if (shown.some((one) => one.chat === chat && one.text.includes(words.text))) continue;
      yield `not told: «${words.text}» of ${words.chat} was not shown in ${chat}, which is theirs, too`;
    }
  }
}

/** Where else they are told news; of those who write in a group it is not known which of its issues are theirs. */
function othersOf({ chat, person }: Words, { cast }: Outside) {
  const writer = cast.members.find((member) => chatKeyOf(member) === chat && member.chat.user === userOf(person).user);
  if (!writer?.account || writer.home) return [];
  const same = cast.members.filter(({ account }) => account === writer.account);
  return same.map(newsChatOf).filter((other) => other !== chat);
}
