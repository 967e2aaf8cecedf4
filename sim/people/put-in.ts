import { accountId, type ChatKey, type DeskId, issueId, issueKey, type MessageId, messageId } from '#contracts';
import type { Commented, Destination, Told, Written } from '#history';
import { type Cast, chatKeyOf, chatsThatSee, type Member, personOf, writesAs } from '../world/cast.js';

/** Words of a person whose place is not settled yet. */
export type Words = Omit<Written, 'to'> & { to?: Destination | undefined };

/** One message as it went out. */
export type Said = { message: string; text: string; files: readonly string[] };

/** A reply of which the product says that it does not know what it answers; `at`: when it was written. */
export type NotUnderstood = { at: number; chat: ChatKey; answers: MessageId };

/** What was put in at one desk, as those who did it know it. */
export function createPutIn(cast: Cast) {
  const words: Words[] = [];
  const told = new Map<Words, Told>();
  /** When words that were settled more than once were settled first. */
  const settledFirst = new Map<Words, number>();
  const replayed = new Set<Words>();
  const asked: Words[] = [];
  const commented: Commented[] = [];
  const notUnderstood: NotUnderstood[] = [];
  return {
    words: words as readonly Words[],
    get told(): readonly Told[] {
      return [...told.values()];
    },
    commented: commented as readonly Commented[],
    /** Replies that were asked about. */
    notUnderstood: notUnderstood as readonly NotUnderstood[],
    ask: (about: NotUnderstood) => void notUnderstood.push(about),
    wrote(member: Member, at: number, { message, text, files }: Said, to?: Destination): Words {
      const one: Words = {
        at,
        chat: chatKeyOf(member),
        person: personOf(member),
        message: messageId(message),
        text,
        files,
        account: accountId(writesAs(member)),
        to,
        mayBeSeenIn: chatsThatSee(cast, member),
      };
      words.push(one);
      return one;
    },
    /** A person has decided where words of theirs belong: from then on they count as said. */
    settle(one: Words, to: Destination, at: number): void {
      if (one.to && !settledFirst.has(one)) settledFirst.set(one, one.at);
      one.to = to;
      one.at = at;
      told.delete(one);
      replayed.delete(one);
    },
    /** A person was asked about these once more, and may have said otherwise: when they said it first. */
    settledFirstAt: (one: Words): number | undefined => settledFirst.get(one),
    /** Words that were given up are on their way once more: from then on they count as said, unless they had arrived. */
    again(one: Words, at: number, arrived: boolean): void {
      replayed.add(one);
      if (!arrived) one.at = at;
    },
    /** Their writer is asked about these although they are on their way. */
    askedAgain: (of: readonly Words[]) => void asked.push(...of.filter((one) => replayed.has(one))),
    asked: asked as readonly Words[],
    isGivenUp: (one: Words): boolean => told.get(one)?.as === 'given-up',
    /** A person has changed a message whose words are not decided about. */
    reword: (one: Words, text: string) => void (one.text = text),
    tell: (one: Words, as: Told['as']) => void told.set(one, { chat: one.chat, message: one.message, as }),
    /** `chats`: those it is to be shown in; `known`: whose people may see it, if others than these. */
    comment(one: {
      at: number;
      issue: string;
      id: string;
      account: string;
      text: string;
      chats: readonly ChatKey[];
      known?: readonly ChatKey[];
    }) {
      const { at, id, text, chats, known = chats } = one;
      const issue = issueKey(cast.desk, issueId(one.issue));
      const account = accountId(one.account);
      commented.push({ at, issue, id, account, text, shownIn: chats, mayBeSeenIn: known });
    },
  };
}

export type PutIn = ReturnType<typeof createPutIn>;

export const toIssue = (desk: DeskId, id: string): Destination => ({
  kind: 'issue',
  issue: issueKey(desk, issueId(id)),
});
