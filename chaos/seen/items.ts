import type { Commented, Item } from '#history';
import { isCustomer } from '../../bench/stubs/redmine/customers.js';
import { ENGINEER as ENGINEER_USER } from '../../bench/stubs/redmine/tracker.js';
import { accountOf, type Desk, ENGINEER } from '../people/desk.js';
import type { Comment } from '../people/engineer.js';
import type { Someone } from '../people/people.js';
import type { Whole } from './tracker.js';

/** "from Person 3, Telegram, 2026-05-03 09:14:07 UTC": whose words an item holds. */
const VISIBLE_LINE = /^from (.+), .+, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\s*/;
/** Backslashes before punctuation are CommonMark's way to say that it means nothing. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

/** Whose words a text says that it holds. */
export const nameIn = (text: string): string | undefined => VISIBLE_LINE.exec(text)?.[1];

/** What a desk's tracker holds, in the names of the people it is from. */
export const itemsOf = (desk: Desk, issues: readonly Whole[]): Item[] =>
  issues.flatMap(({ id, author, description, created_on: at, journals }) => [
    { at: Date.parse(at), issue: desk.issueOf(id), id, kind: 'issue' as const, ...wordsOf(author, description) },
    ...journals.map((journal) => ({
      ...{ at: Date.parse(journal.created_on), issue: desk.issueOf(id), id: `journal ${journal.id}` },
      ...{ kind: 'comment' as const, ...wordsOf(journal.user, journal.notes) },
    })),
  ]);

/** Who has an account needs no line that says whose words these are. */
function wordsOf({ id }: { id: number }, text: string): Pick<Item, 'account' | 'text'> {
  if (id === ENGINEER_USER.id) return { account: ENGINEER, text };
  if (isCustomer(id)) return { account: accountOf(String(id)), text: unescaped(text) };
  const [line = '', name = 'nobody'] = VISIBLE_LINE.exec(text) ?? [];
  return { account: accountOf(name), text: unescaped(text.slice(line.length)) };
}

const unescaped = (text: string) => text.replaceAll(ESCAPED, '$1');

/** The engineer's comments with the ids the tracker gave them, and who is to see them: whose issue it is, unless private. */
export function commentedIn(
  items: readonly Item[],
  comments: readonly Comment[],
  people: readonly Someone[],
): Commented[] {
  const byAccount = new Map(people.map((person) => [person.account, person]));
  const owners = new Map(
    items.filter(({ kind }) => kind === 'issue').map(({ issue, account }) => [issue, byAccount.get(account)]),
  );
  const made = Map.groupBy(comments, ({ desk, issue }) => desk.issueOf(issue));
  return items.flatMap((item) => {
    const comment = item.account === ENGINEER ? made.get(item.issue)?.shift() : undefined;
    if (!comment) return [];
    const owner = owners.get(item.issue);
    const shownIn = owner && !comment.isPrivate ? [owner.desk.chatOf(owner.home.person)] : [];
    const { issue, id, account } = item;
    return [{ at: comment.at, issue, id, account, text: comment.text, shownIn, mayBeSeenIn: [] }];
  });
}
