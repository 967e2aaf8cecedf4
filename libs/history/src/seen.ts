import type { AccountId, ChatKey, IssueKey, MessageId } from '#contracts';

/** What the tracker itself holds: an issue's description or one comment, read by a way that is not the product's. */
export type Item = {
  at: number;
  issue: IssueKey;
  /** Its id in the tracker, unique among the items of its issue. Items of one issue stand in a history as the tracker has them. */
  id: string;
  kind: 'issue' | 'comment';
  account: AccountId;
  /** As people read it: without the tracker's escapes, and without lines the product adds of its own. */
  text: string;
  files?: readonly string[];
};

/** What a chat was shown by the product: a message, or an edit of one. */
export type Shown = {
  at: number;
  chat: ChatKey;
  message: MessageId;
  edit: boolean;
  /** As people read it. */
  text: string;
  /** The issue it says it is about, if it does. */
  issue?: IssueKey | undefined;
  /** Whether its sender could know that it arrived: false where the answer, or who waited for it, was lost. */
  answered: boolean;
  /** When it was sent, where that is known: what was long on its way comes after what was sent later. */
  sentAt?: number | undefined;
  /** Whether the database went back to before: the log brings it once more, and it is decided about once more. */
  forgotten?: boolean | undefined;
};
