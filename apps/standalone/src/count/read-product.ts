import { correlationDataSource } from '#correlation/schema';
import { ChatKey, chatOf, SessionKey, sessionOf } from '#contracts';
import { z } from 'zod';
import { keyOf } from './written.js';

/** A session as far as counting needs it: which messages it holds, and what it is doing with them. */
const Held = z.object({
  dialogs: z.array(
    z.object({ phase: z.object({ kind: z.string() }), parts: z.array(z.object({ message: z.string() })) }),
  ),
});
const SessionRow = z.object({ key: SessionKey, state: z.unknown() });
const LinkRow = z.object({ chat: ChatKey, login: z.string(), account: z.string(), at: z.coerce.number() });

/** Who is linked to which account, by the person's id in the messenger. */
export type Links = ReadonlyMap<number, { login: string; account: string; at: number }>;

export type ProductView = { kept: Set<string>; dropped: Set<string>; quiet: boolean; links: Links };

/** Nothing to publish, nothing to take in, nothing to do outside. */
const QUIET = `SELECT NOT EXISTS (SELECT FROM outbox) AND NOT EXISTS (SELECT FROM work WHERE effect)
  AND NOT EXISTS (SELECT FROM log_head h JOIN lane l USING (topic, lane) WHERE h.next_offset > l.next_offset) AS quiet`;

export type ProductReader = { read(): Promise<ProductView>; close(): Promise<void> };

/** Reads, from outside, what the services hold in their database. */
export async function openProductReader(databaseUrl: string): Promise<ProductReader> {
  const source = await correlationDataSource(databaseUrl).initialize();
  const rowsOf = async <T>(shape: z.ZodType<T>, sql: string): Promise<T[]> =>
    z.array(shape).parse(await source.query(sql));
  return {
    close: () => source.destroy(),
    async read() {
      const sessions = await rowsOf(SessionRow, `SELECT key, state FROM lane_state WHERE topic = 'session-events'`);
      const links = await rowsOf(LinkRow, 'SELECT chat, login, account, at FROM link');
      const [row] = await rowsOf(z.object({ quiet: z.boolean() }), QUIET);
      const held = sessions.flatMap(({ key, state }) => messagesIn(key, state));
      const keys = (dropped: boolean) => new Set(held.filter((one) => one.dropped === dropped).map(({ key }) => key));
      return {
        kept: keys(false),
        dropped: keys(true),
        quiet: row?.quiet ?? false,
        links: new Map(links.map(({ chat, ...link }) => [personIn(chat), link])),
      };
    },
  };
}

function messagesIn(session: SessionKey, state: unknown) {
  const person = personIn(sessionOf(session).chat);
  const { dialogs } = Held.parse(state);
  return dialogs.flatMap(({ phase, parts }) =>
    parts.map(({ message }) => ({ key: keyOf(person, Number(message)), dropped: phase.kind === 'dropped' })),
  );
}

/** A private chat is its person. */
const personIn = (chat: ChatKey): number => Number(chatOf(chat).chat);
