/** What a rival remembers of one desk: whose issue is whose, and how far its tracker was read. */
export type Book = {
  issueOf(chat: number): Promise<number | undefined>;
  /** From now on this person's words are comments on that issue. */
  open(chat: number, issue: number): Promise<void>;
  /** For each of these issues: whose it is, and the last journal of it that was read. */
  read(issues: readonly number[]): Promise<{ chat: number | undefined; journal: number }[]>;
  keep(journals: ReadonlyMap<number, number>): Promise<void>;
  /** Up to when changes were read, in Redmine's time (ms). */
  polled(): Promise<number | undefined>;
  keepPolled(at: number): Promise<void>;
};
