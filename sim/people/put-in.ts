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
  const told: Told[] = [];
  const commented: Commented[] = [];
  const notUnderstood: NotUnderstood[] = [];
  return {
    words: words as readonly Words[],
    told: told as readonly Told[],
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
      one.to = to;
      one.at = at;
    },
    /** A person has changed a message whose words are not decided about. */
    reword: (one: Words, text: string) => void (one.text = text),
    tell: ({ chat, message }: Words, as: Told['as']) => void told.push({ chat, message, as }),
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
