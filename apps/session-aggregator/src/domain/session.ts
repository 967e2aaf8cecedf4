import { z } from 'zod';
import {
  Acting,
  ChatFile,
  CommandId,
  IssueId,
  IssueTarget,
  MessageId,
  Named,
  Phrase,
  Reason,
  RecordId,
  RichText,
  Sender,
} from '#contracts';

/** One message of an utterance. `shed`: its words are in the command only, to keep the session small. */
export const Part = z.object({
  message: MessageId,
  /** When it was written (ms). */
  at: z.number(),
  text: RichText,
  files: z.array(ChatFile),
  album: z.string().optional(),
  shed: z.boolean().optional(),
});
export type Part = z.infer<typeof Part>;

/** What is shown of an issue, as far as it is known. */
export const Head = z.object({
  id: IssueId,
  label: z.string(),
  title: z.string(),
  url: z.string().optional(),
  status: z.string().optional(),
});
export type Head = z.infer<typeof Head>;

/** Where words go: an issue, or one still to be created, under the name it is known by. */
export const Destination = z.object({
  target: IssueTarget,
  label: z.string().optional(),
  title: z.string().optional(),
});
export type Destination = z.infer<typeof Destination>;

/** A write on its way. `key` is the work key it went out with: what settles it must follow it there. */
export const Sending = z.object({
  command: CommandId,
  key: z.string(),
  acting: Acting,
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('create'), subject: z.string() }),
    z.object({ kind: z.literal('comment'), to: Destination }),
  ]),
  /** The person was told that it has to wait. */
  told: z.boolean(),
  /** It was given up, and is tried again. */
  again: z.boolean().optional(),
});
export type Sending = z.infer<typeof Sending>;

const Page = z.object({ page: z.int().nonnegative(), pages: z.int().nonnegative() });
const Collecting = z.object({
  kind: z.literal('collecting'),
  startedAt: z.number(),
  closesAt: z.number(),
  /** By the messenger's clock: what is written from then on is none of it, whatever the gateways' clocks say. */
  wholeAt: z.number().optional(),
  /** A reply: its words go straight there. */
  to: Destination.optional(),
  /** A reply to a message of ours that is not known yet: where its words go is looked up when the window closes. */
  answers: MessageId.optional(),
});
/** Where the words of a reply go. Neither: it is none. */
export type Reply = Pick<z.infer<typeof Collecting>, 'to' | 'answers'>;
const Where = z.object({ kind: z.literal('where'), last: Destination.optional() });
const Choosing = Page.extend({
  kind: z.literal('choosing'),
  query: z.string().optional(),
  found: z.array(Head),
  state: z.enum(['looking', 'shown', 'unavailable']),
  /** Why it is unavailable; absent: the tracker does not answer. */
  reason: Reason.optional(),
});
const Drafting = z.object({
  kind: z.literal('drafting'),
  asking: z.enum(['subject', 'project', 'issueType', 'priority']).optional(),
  page: z.int().nonnegative(),
});
/** Words of someone whose account is not known yet, or just the wish to connect one. */
const Linking = z.object({ kind: z.literal('linking') });
const OnItsWay = z.object({ kind: z.literal('sending'), sending: Sending });
const Doubt = z.object({ kind: z.literal('doubt'), sending: Sending, found: z.string() });
/** Put away by the person; the last few can be brought back. */
const Dropped = z.object({ kind: z.literal('dropped') });

export const Phase = z.discriminatedUnion('kind', [
  Collecting,
  Where,
  Choosing,
  Drafting,
  Linking,
  OnItsWay,
  Doubt,
  Dropped,
]);
export type Phase = z.infer<typeof Phase>;

/** What a new issue is to be made of; what is absent the tracker decides. */
export const Draft = z.object({
  subject: z.string().optional(),
  project: Named.optional(),
  issueType: Named.optional(),
  priority: Named.optional(),
  options: z.object({ projects: z.array(Named), issueTypes: z.array(Named), priorities: z.array(Named) }).optional(),
  unavailable: z.boolean().optional(),
  /** Why they are; absent: the tracker does not answer. */
  reason: Reason.optional(),
});
export type Draft = z.infer<typeof Draft>;

/** One utterance and what is asked about it, in a slot of its own. */
export const Dialog = z.object({
  /** Names the slot, and is the nonce of its buttons. */
  id: z.string(),
  /** Of the slot: grows with every delivery; 0 was never shown. */
  version: z.int().nonnegative(),
  /** What the buttons answer to: grows whenever a press would mean something else. */
  turn: z.int().nonnegative(),
  parts: z.array(Part),
  phase: Phase,
  draft: Draft,
  /** The look-up whose outcome is waited for. */
  lookup: CommandId.optional(),
  /** What came of it before: shown above the question. */
  notices: z.array(Phrase),
  /** The write that failed and brought it back. */
  failed: CommandId.optional(),
  /** How its words went out before they came back: what was given up may be replayed. */
  went: z.array(Sending).optional(),
  /** The last token accepted, on which message, and when: pressing it there twice is no mistake. */
  pressed: z.string().optional(),
  pressedOn: MessageId.optional(),
  pressedAt: z.number().optional(),
});
export type Dialog = z.infer<typeof Dialog>;
export type DialogIn<K extends Phase['kind']> = Dialog & { phase: Extract<Phase, { kind: K }> };

/** The one-time code that proves an account: one at a time, whatever asks for it. */
export const Code = z.object({ code: z.string(), command: CommandId, expiresAt: z.number() });
export type Code = z.infer<typeof Code>;

/** What one person is in the middle of in one chat. Dialogs stand in the order they were last touched. */
export const Session = z.compile(
  z.object({
    v: z.literal(1),
    sender: Sender,
    chatKind: z.enum(['private', 'group']),
    lastIncoming: MessageId.optional(),
    /** The record of the update last taken in: what a window's effects follow from. */
    lastRecord: RecordId,
    /** Of the last record, an outcome's too: a window's effects go on with it. */
    trace: z.string().optional(),
    dialogs: z.array(Dialog),
    /** The likely issue for the next words. */
    lastIssue: Destination.optional(),
    /** The issue an unknown person's words go to while it is open. */
    ongoing: Destination.optional(),
    lastProject: Named.optional(),
    /** Issues seen lately, to name them by. */
    known: z.array(Head),
    code: Code.optional(),
    /** When codes were given out in the last hour. */
    codesAt: z.array(z.number()),
  }),
);
export type Session = z.infer<typeof Session>;
