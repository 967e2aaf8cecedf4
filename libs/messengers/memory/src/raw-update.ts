import { z } from 'zod';
import { Happening, chatKey, userKey, type ChannelId, type DeskId } from '#contracts';
import type { Normalised } from '#ports/messenger';

/** An update as the memory messenger tells it. */
export const RawUpdate = z.compile(
  z.object({
    id: z.int(),
    chat: z.string(),
    kind: z.enum(['private', 'group']),
    user: z.string(),
    name: z.string(),
    language: z.string().optional(),
    at: z.number(),
    what: Happening,
  }),
);
export type RawUpdate = z.infer<typeof RawUpdate>;

const Numbered = z.compile(z.object({ id: z.int() }));

export function normalise(
  raw: unknown,
  receivedAt: number,
  { desk, channel }: { desk: DeskId; channel: ChannelId },
): Normalised | undefined {
  const numbered = Numbered.safeParse(raw);
  if (!numbered.success) return undefined;
  const id = String(numbered.data.id);
  const parsed = RawUpdate.safeParse(raw);
  if (!parsed.success) return { id, ignored: 'unknown' };
  const { chat, kind, user, name, language, at, what } = parsed.data;
  const sender = { user: userKey(desk, channel, user), name, language };
  return { id, update: { chat: chatKey(desk, channel, chat), chatKind: kind, sender, at, receivedAt, what } };
}
