import { z } from 'zod';
import {
  AccountId,
  ChatKey,
  Command,
  CommandId,
  DeskId,
  Dropped,
  Follow,
  IssueId,
  readsBody,
  Reason,
  RecordId,
  TrackerAction,
  UserKey,
} from '#contracts';

/** Every kind of work there is at a tracker; docs/DEAD-LETTERS.md explains each. */
export const WORK_KINDS = ['write', 'look-up', 'prove-link', 'reread', 'show', 'follow'] as const;

/** A write or a look-up of a person. */
export const CommandWork = z.compile(
  z.object({
    id: CommandId,
    command: Command.extend({ action: TrackerAction }),
    /** Given up before, and replayed by this record: what becomes of it now is news. */
    replay: RecordId.optional(),
  }),
);
export type CommandWork = z.infer<typeof CommandWork>;
export const commandWorkOf = readsBody(CommandWork);

/** An issue to be read again, because it may have changed. */
export const RereadWork = z.object({ desk: DeskId, issue: IssueId });
export type RereadWork = z.infer<typeof RereadWork>;
export const rereadWorkOf = readsBody(RereadWork);

/** Someone who may be shown news: a linked account in its chat, or the chat an unlinked person wrote from. */
export const Recipient = z.object({
  chat: ChatKey,
  user: UserKey,
  language: z.string().optional(),
  account: AccountId,
  accountName: z.string(),
  /** Absent: not linked; shown only what is public. */
  login: z.string().optional(),
});
export type Recipient = z.infer<typeof Recipient>;

/** News of an issue, to be shown to one recipient as far as the tracker shows it to them. */
export const ShowWork = z.object({
  desk: DeskId,
  issue: IssueId,
  to: Recipient,
  /** Journal ids, oldest first. */
  journals: z.array(z.string()),
  /** Whether its creation is news, too. */
  created: z.boolean(),
});
export type ShowWork = z.infer<typeof ShowWork>;
export const showWorkOf = readsBody(ShowWork);

/** A desk whose tracker is followed. */
export const FollowWork = Follow;
export const followWorkOf = readsBody(FollowWork);

/** The credential of a linked account that took the place of the one its link kept; sealed for its user. */
export const RenewedKey = z.object({ user: UserKey, account: AccountId, sealedKey: z.string() });
export type RenewedKey = z.infer<typeof RenewedKey>;

/** What is known before a write goes out, kept with its intent. */
export const WriteBaseline = z.compile(
  z.object({
    /** The endpoint it was read at: its desk may have another tracker one day. */
    tracker: z.string(),
    /** The highest remote ids of the target, the adapter's own. */
    ids: z.record(z.string(), z.union([z.number(), z.string()])),
    /** Whose items may be ours. */
    account: AccountId,
    /** The issue it writes to; absent: it creates one. */
    issue: IssueId.optional(),
    /** Where a new issue goes: the project its command names, or the first one open to its author. */
    project: z.string().optional(),
    uploads: z.array(z.object({ id: z.string(), token: z.string(), name: z.string(), mime: z.string().optional() })),
    /** Files that could not go along, and why. */
    dropped: z.array(Dropped),
    /** The item that its person was asked about. */
    found: z.string().optional(),
    /** They said that it is theirs. */
    accepted: z.boolean().optional(),
    /** Kept in the link before its first attempt: the former one is no one's any more. */
    renewed: RenewedKey.optional(),
  }),
);
export type WriteBaseline = z.infer<typeof WriteBaseline>;

/** A write that cannot be done, known before anything was sent: it ends with these words to its person. */
export const HopelessWrite = z.object({ hopeless: Reason });
export type HopelessWrite = z.infer<typeof HopelessWrite>;

/** Either, as it comes back from the store. */
export const Prepared = z.compile(z.union([HopelessWrite, WriteBaseline]));
export type Prepared = z.infer<typeof Prepared>;

const OfDesk = z.union([
  z.object({ command: z.object({ desk: DeskId }) }).transform(({ command }) => command.desk),
  z.object({ desk: DeskId }).transform(({ desk }) => desk),
]);
/** The desk of any piece of work. */
export const deskIdOf = readsBody(OfDesk);
