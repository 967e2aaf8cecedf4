import { z } from 'zod';
import { About, ChatKey, Delivery, DeskId, MessageId, readsBody, RichText, TrackerFile, UserKey } from '#contracts';

const Text = z.object({
  text: RichText,
  buttons: z.array(z.array(z.object({ label: z.string(), token: z.string().optional(), url: z.string().optional() }))),
});
const Say = Text.extend({
  kind: z.literal('say'),
  replyTo: MessageId.optional(),
  ask: z.boolean().optional(),
  about: About.optional(),
});
const Slot = Text.extend({
  kind: z.literal('slot'),
  slot: z.string(),
  version: z.int(),
  lastIncoming: MessageId.optional(),
  pressedOn: MessageId.optional(),
  about: About.optional(),
});
const File = z.object({
  kind: z.literal('file'),
  file: TrackerFile,
  caption: RichText,
  /** What is said in its place where it is too big, or cannot be had. */
  tooBig: RichText,
  failed: RichText,
  /** How often its tracker has broken off. */
  broken: z.int().default(0),
  about: About.optional(),
});
/** A file whose tracker did not give it: its chat goes on, and it comes once it can be had. */
const AwaitFile = File.extend({ kind: z.literal('await-file') });
const React = z.object({ kind: z.literal('react'), message: MessageId, reaction: z.enum(['taken', 'saved', 'none']) });
const AnswerPress = z.object({ kind: z.literal('answer-press'), press: z.string(), toast: z.string().optional() });
const RemoveButtons = z.object({ kind: z.literal('remove-buttons'), message: MessageId });
/** A delivery this release has no words for, or no channel. */
const Unworded = z.object({ kind: z.literal('unworded'), delivery: Delivery });

/** One call to a messenger, in the reader's words and within its limits: a delivery may take several. */
export const Sending = z.object({
  desk: DeskId,
  chat: ChatKey,
  group: z.boolean(),
  /** Whom it is shown, by which all that is theirs is found; absent: it is not known, or an earlier release kept it. */
  reader: UserKey.optional(),
  /** Its reader's, should there be more to say. */
  language: z.string().optional(),
  /** Says that something did not come through: where it does not come through itself, nothing more is said. */
  sorry: z.boolean().optional(),
  what: z.discriminatedUnion('kind', [Say, Slot, File, AwaitFile, React, AnswerPress, RemoveButtons, Unworded]),
});
export type Sending = z.infer<typeof Sending>;
export const sendingOf = readsBody(Sending);
export type SendingWhat = Sending['what'];
export type SaySending = z.infer<typeof Say>;
export type SlotSending = z.infer<typeof Slot>;
export type FileSending = z.infer<typeof File>;
export type AwaitFileSending = z.infer<typeof AwaitFile>;
