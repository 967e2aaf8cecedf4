import type { Book } from './book.js';
import { persevere } from './persevere.js';
import { type Redmine, RedmineError } from './redmine.js';
import { type Said, signed, subjectOf } from './said.js';

/**
 * Writes to the tracker what somebody said: as a comment on their issue, else as an issue. Where it may stand there already
 * (`again`, or an attempt that had no answer), it is looked for first. Resolves with the issue that was opened, if one was.
 */
export async function save(redmine: Redmine, book: Book, said: Said, again: boolean): Promise<number | undefined> {
  const issue = await book.issueOf(said.chat);
  if (issue === undefined) return create(redmine, book, said, again);
  const words = signed(said);
  try {
    await persevere(async (anew) => {
      if ((again || anew) && (await redmine.hasComment(issue, words))) return;
      await redmine.addComment(issue, words);
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof RedmineError && error.kind === 'gone')) throw error;
    return create(redmine, book, said, again);
  }
}

async function create(redmine: Redmine, book: Book, said: Said, again: boolean): Promise<number> {
  const words = signed(said);
  const issue = await persevere(
    async (anew) =>
      (again || anew ? await redmine.issueWith(words) : undefined) ??
      (await redmine.createIssue(subjectOf(said), words)),
  );
  await book.open(said.chat, issue);
  return issue;
}
