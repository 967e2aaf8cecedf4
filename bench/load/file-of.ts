import { lengthFrom, randomFrom } from './random-from.js';

/** What a message carries beside its words. `size` in octets. */
export type SentFile = { name: string; mime: string; size: number };

/** One of ten messages has one; which of the ten is drawn for each ten anew, so that no person and no desk has them all. */
const ONE_IN = 10;

/**
 * In octets. What people send to a support desk: a window's screenshot, an excerpt of a log, an invoice. Most are some tens of
 * kilobytes, and a photographed page comes to a megabyte. Larger ones would measure how fast one machine copies to itself.
 */
export const FILE_SIZE = { least: 2_000, middle: 40_000, most: 1_000_000, spread: 1.2 };

const KINDS = [
  { mime: 'image/png', name: (n: number) => `Screenshot ${n}.png` },
  { mime: 'image/jpeg', name: (n: number) => `IMG_${n}.jpg` },
  { mime: 'text/plain', name: (n: number) => `shop-${n}.log` },
  { mime: 'application/pdf', name: (n: number) => `Счёт № ${n}.pdf` },
  {
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: (n: number) => `Заказы ${n}.xlsx`,
  },
] as const;

/** So that what is drawn has nothing to do with what the words are drawn from. */
const OTHERWISE = 0x5f_11e5;

/** The file of that message, always the same; undefined: it has none. */
export function fileOf(message: number): SentFile | undefined {
  const ten = Math.floor(message / ONE_IN);
  if (message % ONE_IN !== Math.floor(randomFrom(ten ^ OTHERWISE)() * ONE_IN)) return undefined;
  const random = randomFrom(message ^ OTHERWISE);
  const { mime, name } = KINDS[Math.floor(random() * KINDS.length)] ?? KINDS[0];
  return { name: name(message), mime, size: Math.round(lengthFrom(random, FILE_SIZE)) };
}

/** How Telegram names the file of a message to a bot: as long as its own names are, and told from nothing but the number. */
export const fileIdOf = (message: number) => `BQACAgIAAxkBAAI${String(message).padStart(DIGITS, '0')}`;
export const messageOfFileId = (id: string) => Number(id.slice(-DIGITS));
const DIGITS = 57;
