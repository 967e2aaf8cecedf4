import { z } from 'zod';

/** What somebody said to a bot in private: as much of it as is kept until it stands in the tracker. */
export const Said = z.object({
  chat: z.int(),
  message: z.int(),
  name: z.string(),
  /** Seconds since 1970, as Telegram dates it. */
  date: z.int(),
  text: z.string(),
});
export type Said = z.infer<typeof Said>;

const SUBJECT_LENGTH = 80;

/** A Telegram message, as both libraries give it. */
type Message = {
  message_id: number;
  chat: { id: number };
  from: { first_name: string; last_name?: string | undefined };
  date: number;
  text: string;
};

export const saidIn = ({ message_id: message, chat, from, date, text }: Message): Said => ({
  chat: chat.id,
  message,
  name: [from.first_name, from.last_name].filter(Boolean).join(' '),
  date,
  text,
});

/** The words as they stand in the tracker: below a line that says who wrote them, where and when. */
export const signed = ({ name, date, text }: Said): string =>
  `from ${name}, Telegram, ${new Date(date * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC\n\n${text}`;

/** The first line, cut to what stands in a list of issues. */
export function subjectOf({ text }: Said): string {
  const [line = ''] = text.trim().split('\n', 1);
  const letters = [...line];
  return letters.length > SUBJECT_LENGTH ? `${letters.slice(0, SUBJECT_LENGTH - 1).join('')}…` : line;
}
