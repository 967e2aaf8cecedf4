import type { AccountId, ChatKey, IssueKey, MessageId, UserKey } from '#contracts';

/** One message a person wrote for the tracker. Commands, and answers to a question of the product, are none. */
export type Written = {
  /** On the one clock of a history, in ms; as are all its times. */
  at: number;
  chat: ChatKey;
  person: UserKey;
  message: MessageId;
  text: string;
  /** What tells each of its files from others: a digest, or its size where names and bytes change on the way. */
  files?: readonly string[];
  /** In whose name the tracker is to have it. Several people may share one. */
  account: AccountId;
  to: Destination;
  /** The other chats in which it may be read. Absent: that is not known, and not judged. */
  mayBeSeenIn?: readonly ChatKey[] | undefined;
};

/** Where a person's words belong. */
export type Destination =
  /** An issue that is there: they replied to news of it, or chose it. */
  | { kind: 'issue'; issue: IssueKey }
  /** An issue these words are to create; whatever bears the same name belongs to it, too. Names are the writer's, in one chat. */
  | { kind: 'new'; name: string };

/** One comment somebody made in the tracker itself. */
export type Commented = {
  at: number;
  issue: IssueKey;
  /** Its id in the tracker, unique among the comments of its issue. */
  id: string;
  account: AccountId;
  text: string;
  /** The chats it is to be shown in. */
  shownIn: readonly ChatKey[];
  /** Chats whose people may see it although nobody need show it to them: nowhere else may its words appear. `all`: it is no secret. */
  mayBeSeenIn: readonly ChatKey[] | 'all';
};

/** What the product told a person about one of their messages: words that are gone, or open, with their knowledge are not lost. */
export type Told = {
  chat: ChatKey;
  message: MessageId;
  /**
   * `not-taken`: the tracker refused it, or the product could not take it. `given-up`: it became a dead letter. `put-away`: as
   * the person wished. `asked`: it is in doubt, or in a question not yet answered; the person may have it sent again.
   */
  as: 'not-taken' | 'given-up' | 'put-away' | 'asked';
};
