import type { Answer } from './count-back.js';
import type { Links } from './read-product.js';
import type { IssueView } from './read-tracker.js';

/**
 * Every public comment with everyone it concerns: author, assignee and watchers of its issue, if they were linked by then;
 * but for who wrote it. What came from a chat is counted on its way there.
 */
export function answersDue(views: readonly IssueView[], links: Links, engineers: ReadonlySet<string>): Answer[] {
  return views.flatMap((view) => {
    const concerned = new Set(
      [view.author, ...(view.assignee ? [view.assignee] : []), ...view.watchers].map(({ login }) => login),
    );
    const comments = view.journals.filter(
      (journal) => !journal.private && journal.text.trim() !== '' && engineers.has(journal.author.login),
    );
    return comments.flatMap(({ author, text, at }) =>
      [...links]
        .filter(([, link]) => concerned.has(link.login) && link.login !== author.login && link.at < at)
        .map(([person]) => ({ author: author.name, text, at, person })),
    );
  });
}
