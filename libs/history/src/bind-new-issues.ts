import { type AccountId, type ChatKey, chatOf, type DeskId, type IssueKey, issueOf } from '#contracts';
import { append } from './append.js';
import { linesOf } from './lines.js';
import type { Written } from './put-in.js';
import type { Item } from './seen.js';

type Named = { account: AccountId; desk: DeskId; messages: Written[] };

/** What names an issue still to be created: the writer's word for it, in one chat. */
export const nameOf = (chat: ChatKey, name: string) => `${chat} ${name}`;

/**
 * Which issue came of each name. Those whose whole content is what was written for them come first: so issues that begin
 * with the same words are told apart. The rest are known by the words they begin with.
 */
export function bindNewIssues(written: readonly Written[], items: readonly Item[]): Map<string, IssueKey> {
  const named = namedIn(written);
  const bound = new Map<string, IssueKey>();
  if (named.size === 0) return bound;
  const taken = new Set<IssueKey>();
  const take = (name: string, issue: IssueKey | undefined) => {
    if (issue === undefined) return false;
    bound.set(name, issue);
    taken.add(issue);
    return true;
  };
  const whole = contentsOf(written, items);
  for (const [name, { account, desk, messages }] of named) {
    take(name, whole.get(keyOf(desk, account, contentKey(countLines(messages))))?.shift());
  }
  const created = items.filter(({ kind, issue }) => kind === 'issue' && !taken.has(issue));
  const openings = Map.groupBy(created, (item) => openingOf(issueOf(item.issue).desk, item.account, item.text));
  for (const [name, { account, desk, messages }] of named) {
    if (!bound.has(name))
      messages.some(({ text }) => take(name, openings.get(openingOf(desk, account, text))?.shift()?.issue));
  }
  return bound;
}

function namedIn(written: readonly Written[]): Map<string, Named> {
  const named = new Map<string, Named>();
  for (const message of written) {
    if (message.to.kind !== 'new') continue;
    const name = nameOf(message.chat, message.to.name);
    const one = named.get(name);
    if (one) one.messages.push(message);
    else named.set(name, { account: message.account, desk: chatOf(message.chat).desk, messages: [message] });
  }
  return named;
}

/** New issues by what stands on them in their author's name, but for what was written for them when they were there. */
function contentsOf(written: readonly Written[], items: readonly Item[]): Map<string, IssueKey[]> {
  const lines = new Map<string, Map<string, number>>();
  const authors = new Map<IssueKey, AccountId>();
  for (const { kind, issue, account } of items) {
    if (kind !== 'issue') continue;
    authors.set(issue, account);
    lines.set(issue, new Map());
  }
  for (const { issue, account, text } of items) if (authors.get(issue) === account) count(lines.get(issue), text, 1);
  for (const { to, account, text } of written) {
    if (to.kind === 'issue' && authors.get(to.issue) === account) count(lines.get(to.issue), text, -1);
  }
  const contents = new Map<string, IssueKey[]>();
  for (const [issue, account] of authors) {
    append(contents, keyOf(issueOf(issue).desk, account, contentKey(lines.get(issue) ?? new Map())), issue);
  }
  return contents;
}

function countLines(messages: readonly Written[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const { text } of messages) count(lines, text, 1);
  return lines;
}

function count(lines: Map<string, number> | undefined, text: string, by: number): void {
  for (const line of linesOf(text)) lines?.set(line, (lines.get(line) ?? 0) + by);
}

const contentKey = (lines: ReadonlyMap<string, number>) =>
  JSON.stringify([...lines].filter(([, times]) => times > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
const openingOf = (desk: DeskId, account: AccountId, text: string) => keyOf(desk, account, linesOf(text)[0] ?? '');
const keyOf = (...parts: string[]) => JSON.stringify(parts);
