import { z } from 'zod';
import { AccountId, CommandId, MessageId, SessionKey } from './ids.js';
import { IssueHead, IssueTarget, Named } from './issue.js';

/** Why a file did not come as far as the tracker. Sizes are bytes. */
export const FileTrouble = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('too-big'),
    size: z.int().nonnegative(),
    limit: z.int().nonnegative(),
    /** Whose limit it is, as people know it; absent: the tracker's. */
    messenger: z.string().optional(),
  }),
  /** Its messenger does not hand it over (any more). */
  z.object({ kind: z.literal('not-handed-over') }),
]);
export type FileTrouble = z.infer<typeof FileTrouble>;

/** Something of a write that the tracker did not keep: with its own words, where it gave any, or why it was never asked. */
export const Dropped = z.object({
  what: z.string(),
  why: z.string().optional(),
  trouble: FileTrouble.optional(),
});
export type Dropped = z.infer<typeof Dropped>;

export const Result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('issue'), issue: IssueHead }),
  z.object({ kind: z.literal('comment'), issue: IssueHead }),
  z.object({ kind: z.literal('issues'), issues: z.array(IssueHead), page: z.int(), pages: z.int() }),
  z.object({
    kind: z.literal('options'),
    projects: z.array(Named),
    issueTypes: z.array(Named),
    priorities: z.array(Named.extend({ isDefault: z.boolean().optional() })),
  }),
  z.object({ kind: z.literal('linked'), account: AccountId, login: z.string(), name: z.string() }),
]);
export type Result = z.infer<typeof Result>;

/** Why a command was not done, as a fact; wording turns it into a sentence. `words` are the tracker's own. */
export const Reason = z.object({
  kind: z.enum(['refused', 'not-allowed', 'not-found', 'no-access', 'expired', 'no-answer', 'too-long-down', 'failed']),
  words: z.string().optional(),
  /** The files it consisted of, where none of them could go along and nothing else was left to send. */
  dropped: z.array(Dropped).optional(),
});
export type Reason = z.infer<typeof Reason>;

/** What became of a command. `waiting` and `doubt` are not final. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('waiting'),
    /** `replayed`: it was given up, and is tried again. */
    why: z.enum(['tracker-down', 'throttled', 'retrying', 'replayed']),
  }),
  z.object({ kind: z.literal('confirmed'), result: Result, dropped: z.array(Dropped) }),
  z.object({ kind: z.literal('rejected'), reason: Reason }),
  z.object({ kind: z.literal('doubt'), found: z.string() }),
  z.object({ kind: z.literal('given-up'), reason: Reason }),
  /**
   * Nothing of it was written: other commands, made before the database went back, carry these messages of it, and their words
   * went to `target`. None: it is to be sent once more, behind earlier words of its session that are still to come.
   */
  z.object({ kind: z.literal('said-before'), messages: z.array(MessageId), target: IssueTarget }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** An outcome finds its session by the command's id, never by order. */
export const CommandOutcome = z.object({
  command: CommandId,
  session: SessionKey,
  action: z.enum(['create', 'comment', 'find-issues', 'issue-options', 'prove-link']),
  messages: z.array(MessageId),
  outcome: Outcome,
});
export type CommandOutcome = z.infer<typeof CommandOutcome>;
