import { z } from 'zod';
import { ChatKey, chatOf, DeskId, SessionKey, sessionOf, UserKey } from './ids.js';

/** Whose a record or a piece of work is, as far as it says so. */
export type Whose = { desk?: DeskId | undefined; chat?: ChatKey | undefined; person?: UserKey | undefined };

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const Told = z
  .object({
    desk: maybe(DeskId),
    chat: maybe(ChatKey),
    session: maybe(SessionKey),
    reader: maybe(UserKey),
    user: maybe(UserKey),
    sender: maybe(z.object({ user: UserKey })),
  })
  .catch({});
const Nested = z.object({ command: z.unknown().optional(), to: z.unknown().optional() }).catch({});

/** Whose any body is, also one that fits no schema: by the names that all bodies give to desk, chat and person. */
export function whoseOf(body: unknown): Whose {
  const { command, to } = Nested.parse(body);
  const [own, inner, recipient] = [body, command, to].map(told);
  return { ...recipient, ...inner, ...own };
}

function told(part: unknown): Whose {
  const { desk, chat, session, reader, user, sender } = Told.parse(part);
  const of = session && sessionOf(session);
  const inChat = chat ?? of?.chat;
  const person = sender?.user ?? reader ?? user ?? of?.user;
  const found: Whose = { desk: desk ?? (inChat && chatOf(inChat).desk), chat: inChat, person };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
