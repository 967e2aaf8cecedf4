import { linesOf } from '#history';
import type { Direction } from '../protocol.js';
import { occurrences } from './occurrences.js';

/** One message a person wrote in a chat. */
export type Written = {
  /** Unique among all chats. */
  key: string;
  /** The login whose account it goes to. */
  login: string;
  text: string;
  /** Sizes of its files in bytes: names do not survive every messenger, bytes do. */
  files: readonly number[];
  at: number;
  /** Its words are not those it was taken in with. */
  edited: boolean;
};

/** What someone has put into the tracker: a description or a comment, with its files. */
export type Put = { login: string; text: string; files: readonly number[] };

/** What the product says of messages that are not in the tracker. */
export type Standing = {
  /** In a question still open, or with a command on its way. */
  kept: ReadonlySet<string>;
  dropped: ReadonlySet<string>;
  /** Answers to a question of the bot: a subject, a word to search for. */
  answers: ReadonlySet<string>;
  /** Nothing is waiting anywhere: what is not there now will not come. */
  quiet: boolean;
};

/** So long after it was written a message is on its way, whatever is seen of it. */
const GRACE_MS = 10_000;

/** Looks for every message in the tracker, by its words and its files, and counts. Commands to the bot are no messages. */
export function countThere(
  written: readonly Written[],
  put: readonly Put[],
  standing: Standing,
  now: number,
): Direction {
  const total = { sent: 0, arrived: 0, underway: 0, putAway: 0, lost: 0, doubled: 0 };
  const messages = written.filter(({ text }) => !text.startsWith('/'));
  for (const [login, mine] of Map.groupBy(messages, ({ login }) => login)) {
    const found = tally(
      mine,
      put.filter((item) => item.login === login),
    );
    total.doubled += found.surplus;
    for (const message of mine) {
      total.sent++;
      total[found.arrived.has(message.key) ? 'arrived' : fateOf(message, standing, now)]++;
    }
  }
  return total;
}

function fateOf(message: Written, { kept, dropped, answers, quiet }: Standing, now: number) {
  if (kept.has(message.key)) return 'underway';
  if (dropped.has(message.key) || answers.has(message.key) || message.edited) return 'putAway';
  return quiet && now - message.at > GRACE_MS ? 'lost' : 'underway';
}

/** Which messages of one account have arrived, and how many items there are beyond them. Equal messages are counted, oldest first. */
function tally(messages: readonly Written[], put: readonly Put[]) {
  const texts = occurrences(
    messages.map(({ text }) => text),
    put.map(({ text }) => text),
  );
  const files = countEach(put.flatMap((item) => item.files));
  const arrived = new Set<string>();
  let surplus = 0;
  for (const [text, equal] of Map.groupBy(messages, ({ text }) => text)) {
    const worded = linesOf(text).length > 0;
    const there = texts.get(text) ?? 0;
    if (worded) surplus += Math.max(0, there - equal.length);
    equal.forEach((message, i) => {
      const filesThere = message.files.every((size) => takeOne(files, size));
      if (filesThere && (!worded || i < there)) arrived.add(message.key);
    });
  }
  return { arrived, surplus: surplus + surplusOf(files, messages) };
}

const countEach = (sizes: readonly number[]): Map<number, number> =>
  new Map([...Map.groupBy(sizes, (size) => size)].map(([size, all]) => [size, all.length]));

function takeOne(files: Map<number, number>, size: number): boolean {
  const left = files.get(size) ?? 0;
  files.set(size, left - 1);
  return left > 0;
}

/** Files that stand there still when each that was sent has found its own. */
const surplusOf = (files: ReadonlyMap<number, number>, messages: readonly Written[]): number =>
  [...new Set(messages.flatMap((message) => message.files))].reduce(
    (sum, size) => sum + Math.max(0, files.get(size) ?? 0),
    0,
  );
