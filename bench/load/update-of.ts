import { bodyOf } from './bodies.js';
import { fileIdOf, fileOf } from './file-of.js';

/** Who writes what to whom: the same for the same number. */
export type Crowd = {
  desks: number;
  people: number;
  /** Whoever came before them is somebody else. */ before?: number;
};

export const deskName = (desk: number) => `desk-${desk}`;
export const secretOf = (desk: number) => `bench-secret-${desk}`;
export const tokenOf = (desk: number) => `${FIRST_BOT + desk}:bench`;
export const deskOfToken = (token: string) => Number.parseInt(token, 10) - FIRST_BOT;
export const CHANNEL = 'telegram';

const FIRST_BOT = 1_000_000;
/** Neither 0 nor the id of anyone real. */
export const FIRST_PERSON = 5_000_000_000;

export const personOf = (message: number, { people }: Crowd) => message % people;
export const personIdOf = (message: number, crowd: Crowd) =>
  FIRST_PERSON + (crowd.before ?? 0) + personOf(message, crowd);
export const deskOf = (message: number, crowd: Crowd) => personOf(message, crowd) % crowd.desks;

/** What Telegram lets stand beside a file: https://core.telegram.org/bots/api#senddocument */
const CAPTION_LENGTH = 1_024;

/** The words of that message as they are sent: beside a file there are fewer. */
export const wordsOf = (message: number) =>
  fileOf(message) ? bodyOf(message).slice(0, CAPTION_LENGTH) : bodyOf(message);

/** An update as Telegram sends it: https://core.telegram.org/bots/api#update */
export function updateOf(message: number, crowd: Crowd, now: number): string {
  const person = personOf(message, crowd);
  const id = personIdOf(message, crowd);
  const name = { first_name: `Anna ${person}`, last_name: 'Karenina', username: `anna_${person}` };
  return JSON.stringify({
    update_id: message + 1,
    message: {
      message_id: message + 1,
      from: { id, is_bot: false, ...name, language_code: person % 2 ? 'ru' : 'en' },
      chat: { id, ...name, type: 'private' },
      date: Math.floor(now / 1_000),
      ...contentOf(message),
    },
  });
}

/** https://core.telegram.org/bots/api#document */
function contentOf(message: number): object {
  const file = fileOf(message);
  if (!file) return { text: wordsOf(message) };
  const { name, mime, size } = file;
  const ids = { file_id: fileIdOf(message), file_unique_id: `AgAD${message}` };
  return { document: { file_name: name, mime_type: mime, ...ids, file_size: size }, caption: wordsOf(message) };
}
