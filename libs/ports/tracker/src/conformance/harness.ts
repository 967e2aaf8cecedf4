import type { AccountId, IssueId } from '#contracts';
import type { HttpProxy } from '#testkit/proxies';
import type { Account, ProvenAccount, TrackerEnv } from '../adapter.js';

/** What a tracker may or may not have. The suite runs the promises of what is named, and proves that no more is there. */
export type OptionalPart = 'private-comments' | 'files' | 'identity' | 'webhook';

/** What a tracker's own tests bring to `describeTracker`. */
export type TrackerHarness = {
  parts: readonly OptionalPart[];
  /** Starts or finds a real server. Called once, before the first promise; cases share it and each makes its own issue. */
  start(): Promise<TrackerUnderTest>;
};

/** A real server, with people and projects as the promises need them. */
export type TrackerUnderTest = {
  /** What the plugin's `configSchema` parses; its address is the proxy's. */
  config: unknown;
  /** The same with a credential the server does not know. */
  wrongCredential: unknown;
  env: TrackerEnv;
  /** Id of a project in which the engineer and the customer may both read and write. */
  project: string;
  /** Id of a project that only the engineer sees. */
  hiddenProject: string;
  people: {
    /** Whom the configured credential belongs to. */
    service: Account;
    /** Sees and writes private comments. */
    engineer: ProvenAccount;
    /** Does neither; sees the issues they created. */
    customer: ProvenAccount;
  };
  /** A file name the server refuses, and a piece of the words it refuses with. With part `files`. */
  forbiddenFile?: { name: string; words: string };
  /** A webhook as the server would send it about this issue, or one about nothing that is followed. With part `webhook`. */
  hook?(about: IssueId | 'something-else'): SentHook;
  backDoor: BackDoor;
  /** The proxy before the server. */
  proxy: HttpProxy;
  stop(): Promise<void>;
};

export type SentHook = { headers: Record<string, string>; body: Buffer };

/**
 * Reads and writes the server by its plain REST interface or its database, past proxy and adapter: an adapter must not
 * vouch for itself.
 */
export type BackDoor = {
  createIssue(issue: { subject: string; description?: string; project: string; by: Account }): Promise<IssueId>;
  addComment(issue: IssueId, comment: { text: string; private?: boolean; by: Account }): Promise<void>;
  /** Moves the issue to another open status and names both. */
  changeStatus(issue: IssueId): Promise<{ from: string; to: string }>;
  closeIssue(issue: IssueId): Promise<void>;
  assign(issue: IssueId, to: Account): Promise<void>;
  watch(issue: IssueId, who: Account): Promise<void>;
  readIssue(issue: IssueId): Promise<StoredIssue>;
  /** Every issue with exactly this subject, closed ones too. */
  issuesCalled(subject: string): Promise<IssueId[]>;
  /** Puts a link code where the account's owner would enter it; the empty string clears it. With part `identity`. */
  enterCode(account: Account, code: string): Promise<void>;
};

/** An issue as the server keeps it. Line ends are `\n`. */
export type StoredIssue = {
  subject: string;
  description: string;
  author: AccountId;
  project: string;
  issueType: string;
  priority: string;
  /** Journal entries with a text, oldest first. */
  comments: readonly { author: AccountId; text: string; private: boolean }[];
  files: readonly { name: string; read(): Promise<Buffer> }[];
};
