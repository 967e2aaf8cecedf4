import { z } from 'zod';
import type { AskTracker } from '../tracker/ask-tracker.js';
import type { Put } from './count-there.js';

const Login = z.object({ login: z.string() });
const Files = z.array(z.object({ id: z.string(), size: z.number() }));
const Head = z.object({ id: z.string(), lockVersion: z.number(), updatedAt: z.string() });
const Page = z.object({ total: z.number(), issues: z.array(Head) });
const Journal = z.object({
  author: Login.extend({ name: z.string() }),
  at: z.string().transform(Date.parse),
  text: z.string(),
  private: z.boolean(),
  files: Files,
});
const View = z.object({
  author: Login,
  assignee: Login.nullable(),
  watchers: z.array(Login),
  description: z.string(),
  files: Files,
  journals: z.array(Journal),
});
export type IssueView = z.infer<typeof View>;

const PAGE = 100;

/** Reads every issue whole, as the service sees it; those that have not changed since the last time are not read again. */
export function trackerReader(ask: AskTracker): () => Promise<IssueView[]> {
  const known = new Map<string, { mark: string; view: IssueView }>();
  const json = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => shape.parse(await (await ask(path)).json());
  return async () => {
    for (let offset = 0, total = 1; offset < total; offset += PAGE) {
      const page = await json(`/issues?status=all&order=number&limit=${PAGE}&offset=${offset}`, Page);
      total = page.total;
      for (const { id, lockVersion, updatedAt } of page.issues) {
        const mark = `${lockVersion} ${updatedAt}`;
        if (known.get(id)?.mark === mark) continue;
        known.set(id, { mark, view: await json(`/issues/${id}`, View) });
      }
    }
    return [...known.values()].map(({ view }) => view);
  };
}

/** All that people have put into the tracker, each item once. */
export const putIn = (views: readonly IssueView[]): Put[] =>
  views.flatMap(({ author, description, files, journals }) => {
    const later = new Set(journals.flatMap((journal) => journal.files.map(({ id }) => id)));
    const own = files.filter(({ id }) => !later.has(id));
    return [
      { login: author.login, text: description, files: sizes(own) },
      ...journals.map((journal) => ({ login: journal.author.login, text: journal.text, files: sizes(journal.files) })),
    ];
  });

const sizes = (files: z.infer<typeof Files>) => files.map(({ size }) => size);
