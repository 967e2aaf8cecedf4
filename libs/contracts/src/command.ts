import { z } from 'zod';
import { ChatFile } from './files.js';
import { AccountId, ChatKey, CommandId, DeskId, MessageId, SessionKey } from './ids.js';
import { IssueTarget } from './issue.js';
import { Sender } from './update.js';
import { RichText } from './text.js';

/** In whose name a command runs. `shared` is the desk's service account, writing for someone who is not linked. */
export const Acting = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), account: AccountId, login: z.string(), name: z.string() }),
  z.object({ kind: z.literal('shared') }),
]);
export type Acting = z.infer<typeof Acting>;

/** A part of an utterance as it goes into the tracker. */
export const Words = z.object({ text: RichText, files: z.array(ChatFile) });
export type Words = z.infer<typeof Words>;

const Create = z.object({
  kind: z.literal('create'),
  subject: z.string().min(1),
  words: Words,
  project: z.string().optional(),
  issueType: z.string().optional(),
  priority: z.string().optional(),
});
const Comment = z.object({
  kind: z.literal('comment'),
  target: IssueTarget,
  words: Words,
  private: z.boolean().default(false),
});
const FindIssues = z.object({
  kind: z.literal('find-issues'),
  /** Words to look for, or an issue's number; absent: the open ones this person may see, newest change first. */
  query: z.string().optional(),
  page: z.int().nonnegative(),
  pageSize: z.int().positive().max(50),
});
const IssueOptions = z.object({ kind: z.literal('issue-options'), project: z.string().optional() });
const ProveLink = z.object({ kind: z.literal('prove-link'), code: z.string(), expiresAt: z.number() });
/** The person's word on a write in doubt; sent with the key of the command it settles, which then gets its outcome. */
const SettleDoubt = z.object({ kind: z.literal('settle-doubt'), command: CommandId, arrived: z.boolean() });

const asked = [Create, Comment, FindIssues, IssueOptions, ProveLink] as const;
/** What is done in a tracker, and gets outcomes. */
export const TrackerAction = z.discriminatedUnion('kind', asked);
export type TrackerAction = z.infer<typeof TrackerAction>;

export const Action = z.discriminatedUnion('kind', [...asked, SettleDoubt]);
export type Action = z.infer<typeof Action>;
export type CreateAction = z.infer<typeof Create>;
export type CommentAction = z.infer<typeof Comment>;

/** One thing to do in a tracker for a person. Its id is its record's id. */
export const Command = z.object({
  desk: DeskId,
  chat: ChatKey,
  session: SessionKey,
  sender: Sender,
  acting: Acting,
  /** The person's own messages it carries: correlated with what becomes of them. */
  messages: z.array(MessageId),
  /** When the person wrote it (ms). */
  at: z.number(),
  /** Its words went out before and came back: other commands may carry them. */
  anew: z.boolean().optional(),
  action: Action,
});
export type Command = z.infer<typeof Command>;

/** A word that an issue may have changed: it makes the issue be read again and decides nothing. */
export const Hint = z.object({ desk: DeskId, issue: z.string(), why: z.enum(['webhook', 'poll', 'own-write']) });
export type Hint = z.infer<typeof Hint>;

/** A desk is configured: its tracker is followed from here on. Published at every start; one piece of work comes of it. */
export const Follow = z.object({
  desk: DeskId,
  /** Its tracker's endpoint; another one, another follow. */
  tracker: z.string().optional(),
});
export type Follow = z.infer<typeof Follow>;
