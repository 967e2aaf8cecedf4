import { z } from 'zod';

/** A document, by the id Telegram has for it: what is said waits as long as it must, and a link does not live that long. */
const SaidFile = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string().optional(),
  size: z.int().optional(),
});
export type SaidFile = z.infer<typeof SaidFile>;

/** What somebody said to a bot in private: as much of it as is kept until it stands in the tracker. */
export const Said = z.object({
  chat: z.int(),
  message: z.int(),
  name: z.string(),
  /** Seconds since 1970, as Telegram dates it. */
  date: z.int(),
  text: z.string(),
  file: SaidFile.optional(),
});
export type Said = z.infer<typeof Said>;

const SUBJECT_LENGTH = 80;

/** A Telegram message, as both libraries give it. */
type Message = {
  message_id: number;
  chat: { id: number };
  from: { first_name: string; last_name?: string | undefined };
  date: number;
  text?: string;
  caption?: string | undefined;
  document?: {
    file_id: string;
    file_name?: string | undefined;
    mime_type?: string | undefined;
    file_size?: number | undefined;
  };
};

export const saidIn = ({ message_id: message, chat, from, date, text, caption, document }: Message): Said => ({
  chat: chat.id,
  message,
  name: [from.first_name, from.last_name].filter(Boolean).join(' '),
  date,
  text: text ?? caption ?? '',
  ...(document && { file: fileIn(document) }),
});

const fileIn = ({ file_id: id, file_name, mime_type: mime, file_size: size }: NonNullable<Message['document']>) => ({
  ...{ id, name: file_name ?? 'file', ...(mime !== undefined && { mime }), ...(size !== undefined && { size }) },
});

/** The words as they stand in the tracker: below a line that says who wrote them, where and when. */
export const signed = ({ name, date, text }: Said): string =>
  `from ${name}, Telegram, ${new Date(date * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC\n\n${text}`;

/** The first line, or the file's name where there is none, cut to what stands in a list of issues. */
export function subjectOf({ text, file }: Said): string {
  const line = text.trim().split('\n', 1)[0] || (file?.name ?? '');
  const letters = [...line];
  return letters.length > SUBJECT_LENGTH ? `${letters.slice(0, SUBJECT_LENGTH - 1).join('')}…` : line;
}
