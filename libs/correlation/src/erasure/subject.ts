import type { ChannelId, DeskId } from '#contracts';

/** Who is to be forgotten: a desk with all that is its own, or one person of it, as a channel of its knows them. */
export type Subject = { desk: DeskId; person?: { channel: ChannelId; user: string } | undefined };

/** How a subject is known in rows: regular expressions of Postgres. */
export type Marks = {
  /** A whole text: the key of a chat, of a user or of a session. */
  key: string;
  /** JSON that holds such a key, or names the desk. */
  json: string;
  /** Anything at all that may still be of them. */
  trace: string;
};

/** A shorter id stands in many a text by chance; of that only whole keys are a trace. */
const TELLING = 5;

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const part = (text: string) => literal(encodeURIComponent(text));
/** A minus makes a number another one, a dash within words does not. */
const alone = (text: string) => `(^|[^0-9A-Za-z-]|[0-9A-Za-z]-)${text}([^0-9A-Za-z]|$)`;

/** Pure. */
export function marksOf({ desk, person }: Subject): Marks {
  if (!person) {
    const id = part(desk);
    return {
      key: `^${id}/`,
      json: `"desk"\\s*:\\s*"${id}"|"${id}/[^"/ ]+/[^"/ ]+"`,
      trace: `(^|[":{])${id}(["/]|$)`,
    };
  }
  const { channel, user } = person;
  // Their own chat, and so their user's key; or their session in any chat of the channel.
  const key = `${part(desk)}/${part(channel)}/(${part(user)}|[^"|/ ]+\\|${literal(user)})`;
  return {
    key: `^${key}(\\|(unreadable|owed))?$`,
    json: `"${key}"`,
    trace: alone(user.length < TELLING ? key : literal(user)),
  };
}
