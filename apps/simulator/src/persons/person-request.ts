import { z } from 'zod';

const at = { person: z.coerce.number().int(), chat: z.string().optional(), bot: z.coerce.number().int().optional() };
const message = z.coerce.number().int();

/** What the page may ask for: `POST /person/<doing>` with JSON. The chat by its place, or by its bot if it is private. */
export const personRequests = {
  say: z.object({ ...at, text: z.string().min(1), replyTo: message.optional(), quote: z.string().optional() }),
  start: z.object({ ...at, payload: z.string().max(64).optional() }),
  edit: z.object({ ...at, message, text: z.string().min(1) }),
  delete: z.object({ ...at, messages: z.array(message).min(1) }),
  react: z.object({ ...at, message, emojis: z.array(z.string()).max(3) }),
  press: z.object({ ...at, message, data: z.string().max(64) }),
  block: z.object(at),
  unblock: z.object(at),
  join: z.object(at),
  leave: z.object(at),
};
export type PersonDoing = keyof typeof personRequests;
export type PersonRequest<D extends PersonDoing> = z.infer<(typeof personRequests)[D]>;

/** Fields of `POST /person/files` beside the files themselves. Several files go as one album. */
export const filesRequest = z.object({
  ...at,
  caption: z.string().optional(),
  replyTo: message.optional(),
  kind: z.enum(['photo', 'document', 'video', 'audio', 'voice', 'sticker', 'animation', 'video_note']).optional(),
});

export const newPersonRequest = z.object({
  name: z.string().min(1),
  lastName: z.string().optional(),
  username: z.string().optional(),
  language: z.string().optional(),
  id: z.number().int().optional(),
});
