import { setTimeout as wait } from 'node:timers/promises';
import type { Book } from './book.js';
import type { Journal, Redmine } from './redmine.js';

const EVERY_MS = 5_000;
/** Redmine dates a change before others can see it. */
const OVERLAP_MS = 2_000;

export type Tell = (chat: number, words: string) => Promise<unknown>;

/** Looks every five seconds, from `after` on, what others wrote into people's issues, and tells them. */
export async function watchTracker(redmine: Redmine, book: Book, tell: Tell, after: number): Promise<never> {
  for (await wait(after); ; await wait(EVERY_MS)) {
    try {
      await look(redmine, book, tell);
    } catch (error) {
      console.error(`A tracker could not be read: ${(error as Error).message}`);
    }
  }
}

/** One look. What was told is not told again, even where something went wrong with another issue; that one comes again. */
export async function look(redmine: Redmine, book: Book, tell: Tell): Promise<void> {
  const since = (await book.polled()) ?? Date.now();
  const [me, { issues, now }] = await Promise.all([redmine.myself(), redmine.changedSince(since)]);
  const known = issues.length > 0 ? await book.read(issues) : [];
  const read = new Map<number, number>();
  const looked = await Promise.allSettled(
    known.map(async ({ chat, journal }, i) => {
      const issue = issues[i];
      if (chat === undefined || issue === undefined) return;
      for (const entry of (await redmine.journalsOf(issue)).filter(({ id }) => id > journal)) {
        if (isForThem(entry, me)) await tell(chat, `${entry.user.name}:\n${entry.notes ?? ''}`);
        read.set(issue, entry.id);
      }
    }),
  );
  if (read.size > 0) await book.keep(read);
  const failed = looked.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  await book.keepPolled(now - OVERLAP_MS);
}

const isForThem = ({ user, notes, private_notes: isPrivate }: Journal, me: number) =>
  user.id !== me && !isPrivate && Boolean(notes?.trim());
