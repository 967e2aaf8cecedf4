import { z } from 'zod';
import { TrackerFile } from './files.js';
import { ChatKey, DeskId, IssueId, MessageId, UserKey } from './ids.js';
import { IssueHead } from './issue.js';
import { Button, Phrase } from './text.js';

/** What a shown message is about: written as correlation when it was sent, so that a reply to it lands there. */
export const About = z.object({ issue: IssueId, journal: z.string().optional() });
export type About = z.infer<typeof About>;

const Shown = { lines: z.array(Phrase), buttons: z.array(z.array(Button)).default([]) };

/** A message of its own, at the bottom of the chat. */
const Say = z.object({
  kind: z.literal('say'),
  ...Shown,
  about: About.optional(),
  replyTo: MessageId.optional(),
  /** Asks the messenger to open the answer field (the person is about to type one thing). */
  ask: z.boolean().optional(),
});
/**
 * The content of a slot, a message edited in place. A slot has one producer, and an older version is dropped. Where
 * `lastIncoming`, a later message of the notifier's own, or `pressedOn` is below the slot's message, the slot is sent anew at
 * the bottom and the old message loses its buttons. `pressedOn` is the message whose button brought this; if that is another
 * copy of the slot, which arrived though nobody heard so, it loses its buttons, too.
 */
const Slot = z.object({
  kind: z.literal('slot'),
  slot: z.string(),
  version: z.int().positive(),
  ...Shown,
  lastIncoming: MessageId.optional(),
  pressedOn: MessageId.optional(),
  about: About.optional(),
});
/** A reaction on the person's own message, in place of the one before; `none` takes it away. */
const React = z.object({ kind: z.literal('react'), message: MessageId, reaction: z.enum(['taken', 'saved', 'none']) });
/**
 * The answer to a press: ends the button's spinner, with a short notice if there is one. `spent` is the message that was pressed,
 * where nothing comes of its buttons any more: it loses them.
 */
const AnswerPress = z.object({
  kind: z.literal('answer-press'),
  press: z.string(),
  toast: Phrase.optional(),
  spent: MessageId.optional(),
});
/** A file from the tracker, streamed by the notifier. */
const File = z.object({
  kind: z.literal('file'),
  file: TrackerFile,
  caption: z.array(Phrase),
  /** The issue it is on: said where the file is too big to be shown. */
  issue: IssueHead.pick({ label: true, title: true, url: true }).optional(),
  about: About.optional(),
});

export const Showing = z.discriminatedUnion('kind', [Say, Slot, React, AnswerPress, File]);
export type Showing = z.infer<typeof Showing>;

/** One thing to show in one chat. */
export const Delivery = z.object({
  desk: DeskId,
  chat: ChatKey,
  /** Whose reading this is, for language and zone; in a private chat also who may have blocked the bot. */
  reader: UserKey,
  language: z.string().optional(),
  what: Showing,
});
export type Delivery = z.infer<typeof Delivery>;
