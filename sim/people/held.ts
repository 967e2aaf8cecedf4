import { type MessageId, sessionKey } from '#contracts';
import { z } from 'zod';
import { chatKeyOf, type Member, personOf } from '../world/cast.js';
import type { World } from '../world/world.js';

const Held = z.object({
  dialogs: z.array(z.object({ id: z.string(), parts: z.array(z.object({ message: z.string() })) })),
});

/** The messages that a question of the product is about: it shows the beginning of a long one only. */
export function heldBy({ database, broker }: World, member: Member, question: string): MessageId[] {
  const key = sessionKey(chatKeyOf(member), personOf(member));
  const lanes = Array.from({ length: broker.options.lanes }, (_, lane) => database.lane('session-events', lane));
  const rows = lanes.flatMap(({ states }) => states.get(key) ?? []);
  const dialogs = rows.flatMap(({ json }) => Held.parse(JSON.parse(json)).dialogs);
  return dialogs.flatMap(({ id, parts }) => (id === question ? parts.map(({ message }) => message as MessageId) : []));
}
