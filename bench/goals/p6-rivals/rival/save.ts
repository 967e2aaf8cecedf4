import type { Book } from './book.js';
import type { OpenFile } from './open-file.js';
import { persevere } from './persevere.js';
import { type Redmine, RedmineError, type Upload } from './redmine.js';
import { type Said, signed, subjectOf } from './said.js';

/** Where what people say goes, what is remembered of it, and where its files come from. */
export type Saving = { redmine: Redmine; book: Book; open: OpenFile };

/**
 * Writes to the tracker what somebody said: as a comment on their issue, else as an issue, a file with it. Where it may stand there
 * already (`again`, or an attempt that had no answer), it is looked for first. Resolves with the issue that was opened, if one was.
 */
export async function save(saving: Saving, said: Said, again: boolean): Promise<number | undefined> {
  const { redmine, book } = saving;
  const issue = await book.issueOf(said.chat);
  const uploads = uploadsOf(saving, said);
  if (issue === undefined) return create(saving, said, uploads, again);
  const words = signed(said);
  try {
    await persevere(async (anew) => {
      if ((again || anew) && (await redmine.hasComment(issue, words))) return;
      await redmine.addComment(issue, words, await uploads());
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof RedmineError && error.kind === 'gone')) throw error;
    return create(saving, said, uploads, again);
  }
}

async function create(
  { redmine, book }: Saving,
  said: Said,
  uploads: () => Promise<Upload[]>,
  again: boolean,
): Promise<number> {
  const words = signed(said);
  const issue = await persevere(
    async (anew) =>
      (again || anew ? await redmine.issueWith(words) : undefined) ??
      (await redmine.createIssue(subjectOf(said), words, await uploads())),
  );
  await book.open(said.chat, issue);
  return issue;
}

/** The file goes up once, however often what names it is tried. */
function uploadsOf({ redmine, open }: Saving, { file }: Said): () => Promise<Upload[]> {
  let made: Upload[] | undefined = file ? undefined : [];
  return async () => {
    if (made || !file) return made ?? [];
    const body = await open(file.id);
    made = [await redmine.upload(file, body).finally(() => body.destroy())];
    return made;
  };
}
