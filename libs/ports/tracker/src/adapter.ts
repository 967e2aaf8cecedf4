import type { Readable } from 'node:stream';
import type { AccountId, IssueHead, IssueId, Named, RichText, TrackerFile } from '#contracts';
import type { z } from 'zod';
import type { Detail } from './detail.js';

/** In whose name a call runs: the desk's own service account, or an account it may act for. */
export type As = { kind: 'service' } | { kind: 'account'; account: AccountId; login: string; key?: string | undefined };

/** A read. Aborting it must reset the connection. */
export type Call = { as: As; signal: AbortSignal };

/**
 * One sending of a write. The adapter passes it to its HTTP client unchanged; the client checks `sendBy` where the bytes
 * go to the socket (`guardSocket` of `#http`), so that a process resumed after a pause sends nothing.
 */
export type WriteCall = Call & {
  /** Wall clock, ms since 1970, and the same instant on the monotonic clock: past either, nothing is sent. */
  sendBy: { wall: number; monotonic: number };
  /** 1 for the first sending of these words. On a later one an adapter may spell them more carefully; absent: 1. */
  attempt?: number | undefined;
};

export type Capabilities = {
  /** How the tracker reads text. */
  markup: 'textile' | 'commonmark' | 'plain';
  /** Longest subject, in characters. */
  maxSubject: number;
  /** Longest text, in characters; absent: none. */
  maxText?: number;
  /** Largest file in bytes, where the tracker says so. */
  maxFile?: number;
  /** How long after `sendBy` the server, its proxy and its queue may still finish a write it has begun (ms). */
  settleMs: number;
  privateComments: boolean;
};

/** An account just proved; `key` is its own credential where the desk is to act with it. A secret: kept sealed. */
export type ProvenAccount = Account & { key?: string | undefined };

/** `login` is empty where the tracker does not tell it along with the name; the name, where it does not know any more who that was. */
export type Account = { id: AccountId; login: string; name: string };

export type Draft = {
  subject: string;
  description: string;
  project?: string | undefined;
  issueType?: string | undefined;
  priority?: string | undefined;
  /** What `uploadFile` returned. */
  uploads: readonly Upload[];
};
export type Comment = { text: string; private: boolean; uploads: readonly Upload[] };
/** A file already at the tracker, not yet attached to anything. `id` is what read-back matches by. */
export type Upload = { id: string; token: string; name: string; mime?: string | undefined };

/** One entry of an issue's history. `order` grows with time within the issue and is what cursors are made of. */
export type Journal = {
  id: string;
  order: number;
  author: Account;
  at: number;
  text: string;
  private: boolean;
  details: readonly Detail[];
  files: readonly TrackerFile[];
};

/** An issue as one account sees it: what is not in it does not exist for that account. */
export type Issue = IssueHead & {
  description: string;
  author: Account;
  assignee?: Account | undefined;
  /** People only: a group is expanded by the adapter. */
  watchers: readonly Account[];
  createdAt: number;
  updatedAt: number;
  files: readonly TrackerFile[];
  journals: readonly Journal[];
};

/**
 * Where a write may land: what read-back looks at. `since` (ms since 1970): issues made before need not be read, where that
 * saves something.
 */
export type WriteTarget =
  | { kind: 'new-issue'; project?: string | undefined; since?: number | undefined }
  | { kind: 'issue'; issue: IssueId };

/** The highest remote id of the target known before a write. Never a time. Opaque to the core, JSON, persisted. */
export type Baseline = Record<string, number | string>;

/** Something that appeared above a baseline: what a write of ours may have become. */
export type RemoteItem = {
  /** Unique within the tracker (`issue/4318`, `journal/991`): what a claim is made on. */
  key: string;
  author: AccountId;
  issue: IssueHead;
  /** The text as the tracker kept it, and a creation's subject. */
  subject?: string | undefined;
  text: string;
  uploadIds: readonly string[];
  journal?: string | undefined;
  /** Not for everyone who sees where it stands: it is found by its words, and shown to nobody. */
  private?: boolean | undefined;
};

/**
 * What was written, read back: what the tracker kept of it. What it left out is named by a file's name, by the attribute
 * (`private`, `project`, `issueType`, `priority`), or by the first words that are missing.
 */
export type Written = { item: RemoteItem; dropped: readonly { what: string; why?: string | undefined }[] };

export type IssuePage = { issues: IssueHead[]; page: number; pages: number };

export type ChangePage = {
  /** Issues that may have changed, each with its own mark of change: equal mark, nothing new. */
  changed: readonly { issue: IssueId; mark: string }[];
  /** Committed only after a complete pass. Opaque, JSON. */
  cursor: Record<string, number | string>;
  /** False while the pass has further pages: call again with the same cursor's successor. */
  complete: boolean;
  /** Continues the pass. */
  next?: Record<string, number | string> | undefined;
  /** Of a cursor of now: when that is by the server's own clock (ms), to the second. Absent: it does not say. */
  now?: number | undefined;
};

export type Directories = {
  projects: readonly Named[];
  issueTypes: readonly Named[];
  priorities: readonly (Named & { isDefault?: boolean | undefined })[];
};

/**
 * What a tracker must do. An adapter keeps no state, never retries, never logs a body, and throws only `TrackerError`.
 * Every call takes a signal; the core sets its deadline (10 s for reads; 50 s for an issue and for whose code it is, which may take
 * many requests; 30 s for writes, 10 min for files) and retries.
 */
export interface TrackerAdapter {
  readonly capabilities: Capabilities;

  /** At start and by `doctor`: proves address, credential and rights. Reads only. */
  checkAccess(signal: AbortSignal): Promise<{ account: Account; notes: readonly string[] }>;

  /** What a new issue may be made of, as this account may use it. Cached by the core for a minute. */
  directories(call: Call, project?: string): Promise<Directories>;

  /** Open issues this account may see, newest change first; `query` narrows by words, or is an issue's number. */
  listIssues(call: Call, query: string | undefined, page: number, pageSize: number): Promise<IssuePage>;

  /** The issue with its whole history as this account sees it; `not-found` where it does not exist for it. */
  readIssue(call: Call, issue: IssueId): Promise<Issue>;

  /**
   * Before a write whose target's highest ids are not known yet: reads them. Called outside any transaction; the core
   * stores the result with the intent.
   */
  baseline(call: Call, target: WriteTarget): Promise<Baseline>;

  /** After an unknown outcome: everything of this account above the baseline at the target, oldest first. */
  itemsAbove(call: Call, target: WriteTarget, baseline: Baseline): Promise<RemoteItem[]>;

  /** Creates an issue and reads it back. One POST; never a second. */
  createIssue(call: WriteCall, draft: Draft): Promise<Written>;

  /** Adds a comment and reads it back by the baseline. One PUT; never a second. */
  addComment(call: WriteCall, issue: IssueId, comment: Comment, baseline: Baseline): Promise<Written>;

  /**
   * One page of issues changed since the cursor, by the server's own clock with an overlap of at least the longest
   * transaction plus skew, newest first. Without a cursor: nothing, a cursor of now, and when
   * that is. Called every few seconds by one
   * lane.
   */
  readChanges(cursor: Record<string, number | string> | undefined, signal: AbortSignal): Promise<ChangePage>;

  /** Optional parts, found by presence. */
  readonly files?: TrackerFiles;
  readonly identity?: TrackerIdentity;
  readonly webhook?: TrackerWebhook;
}

export interface TrackerFiles {
  /**
   * Streams one file in; safe to repeat (an upload nobody attaches goes away by itself). `rejected` if it may not be.
   * Every byte of it keeps `sendBy`, which therefore reaches as far as a file may take.
   */
  upload(
    call: WriteCall,
    file: { name: string; mime?: string | undefined; size?: number | undefined; body: Readable },
  ): Promise<Upload>;
  /** Streams one file out. The caller reads to the end or destroys it. */
  open(call: Call, file: TrackerFile): Promise<Readable>;
}

export interface TrackerIdentity {
  /** The account on whose own page this one-time code now stands, if any. Reads as the service account. */
  findCode(code: string, signal: AbortSignal): Promise<ProvenAccount | undefined>;
  /**
   * The credential an account has now (`ProvenAccount.key`), where the desk acts with people's own: asked where the one kept
   * is `unauthorized`. Reads as the service account; `unauthorized` where that may not.
   */
  readKey?(account: AccountId, signal: AbortSignal): Promise<string>;
  /** Where a person opens their own account, to be shown with the code. */
  readonly accountPage: string;
  /** What the field is called there. */
  readonly fieldName: string;
}

export interface TrackerWebhook {
  /**
   * Verifies (constant time, over the raw bytes) and then parses one webhook. Called before anything else touches the
   * body. `undefined`: not genuine. A genuine hook about nothing we follow gives an empty list.
   */
  accept(
    headers: Readonly<Record<string, string | undefined>>,
    body: Buffer,
  ): readonly { issue: IssueId }[] | undefined;
}

/** What an adapter may use of its surroundings. */
export type TrackerEnv = {
  /** The HTTP client all adapters share: keep-alive, guarded by `sendBy`, connections reset on abort. */
  fetch: GuardedFetch;
};

/**
 * A `fetch` that sends no byte past `sendBy`, follows no redirect, and throws only `HttpFailure` (of `#http`): `unsent` is
 * `unavailable`, `late` is `late`; `ambiguous` is that for a write, and `unavailable` for a read.
 */
export type GuardedFetch = (
  url: string,
  init: {
    method?: string;
    headers?: Record<string, string>;
    body?: string | Buffer | Readable;
    signal: AbortSignal;
    sendBy?: WriteCall['sendBy'] | undefined;
  },
) => Promise<GuardedResponse>;

export type GuardedResponse = {
  status: number;
  headers: Record<string, string | undefined>;
  /** Reads the whole body, up to 16 MiB. */
  text(): Promise<string>;
  body: Readable;
};

/** One registered tracker. `configSchema` parses the desk's `tracker:` block; its defaults and docs are the reference. */
export interface TrackerPlugin<C = unknown> {
  readonly id: string;
  readonly configSchema: z.ZodType<C>;
  create(config: C, env: TrackerEnv): TrackerAdapter;
  /** The conversion of texts for a tracker configured so. Pure: what `to` gives is what is sent, and what a look compares. */
  markup(config: C): Markup;
}

/** Text of a chat into what the tracker reads (`to`), and back into what a chat can show (`from`). */
export type Markup = {
  from(text: string): RichText;
  to(text: RichText): string;
  /** How a subject is spelled, where not as it is. */
  subject?(text: string): string;
};

/** How every adapter spells the key of a `RemoteItem`. */
export const itemOf = {
  issue: (id: string): string => `issue/${id}`,
  journal: (id: string): string => `journal/${id}`,
};
