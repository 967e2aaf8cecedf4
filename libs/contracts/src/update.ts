import { z } from 'zod';
import { ChatFile } from './files.js';
import { ChatKey, MessageId, UserKey } from './ids.js';
import { RichText } from './text.js';

export const Sender = z.object({
  user: UserKey,
  /** As the messenger shows it; names change hands and are shown, never trusted. */
  name: z.string(),
  /** BCP 47 as the messenger reports it. */
  language: z.string().optional(),
});
export type Sender = z.infer<typeof Sender>;

const Message = z.object({
  kind: z.literal('message'),
  message: MessageId,
  text: RichText,
  files: z.array(ChatFile),
  /** What it answers to. */
  replyTo: MessageId.optional(),
  /** What it answers to was written by the channel itself. */
  answersChannel: z.boolean().optional(),
  /** Parts of one album share this. */
  album: z.string().optional(),
  forwarded: z.boolean().optional(),
  /** A leading `/name args`, when the message is a command to the bot. */
  command: z.object({ name: z.string(), args: z.string() }).optional(),
  /** What the messenger has that we cannot carry (a poll, a location …): told to the person, never dropped silently. */
  unsupported: z.string().optional(),
});
const Edited = z.object({ kind: z.literal('edited'), message: MessageId, text: RichText });
const Pressed = z.object({
  kind: z.literal('pressed'),
  /** What answers the press, once, within the messenger's own time (Bot API: 150 s). */
  press: z.string(),
  message: MessageId.optional(),
  token: z.string().max(64),
});
const Membership = z.object({ kind: z.literal('membership'), status: z.enum(['present', 'blocked', 'removed']) });

export const Happening = z.discriminatedUnion('kind', [Message, Edited, Pressed, Membership]);
export type Happening = z.infer<typeof Happening>;
export type MessageHappening = z.infer<typeof Message>;
export type PressHappening = z.infer<typeof Pressed>;

/** What a messenger told us, normalised by the gateway. Times are milliseconds since 1970. */
export const Update = z.object({
  chat: ChatKey,
  chatKind: z.enum(['private', 'group']),
  sender: Sender,
  /** When it happened, by the messenger. */
  at: z.number(),
  /** When the gateway received it: what windows are counted from. */
  receivedAt: z.number(),
  what: Happening,
});
export type Update = z.infer<typeof Update>;
