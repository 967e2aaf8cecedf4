import { accountId, type ChatKey, issueId, type IssueKey, issueKey } from '#contracts';
import type { History, Item, Written } from '#history';
import type { Words } from './people/put-in.js';
import { withoutSmileys } from './people/smile.js';
import type { Run } from './run-plan.js';
import { chatKeyOf, SERVICE, writesAs } from './world/cast.js';
import type { Outside } from './world/outside.js';

/** The line the product puts before the words of somebody who is not linked. */
const VISIBLE_LINE = /^from (?<name>.+), Memory, .+ UTC\s*/;

/** What went into a run and what came out of it, for the checker. */
export function writeHistory({ world: { observed, hasGoneBack }, desks, operator }: Run): History {
  const several = new Set<ChatKey>(operator.decided.map(({ chat }) => chat));
  const written = desks.flatMap(({ putIn, outside }) => {
    const firstAt = (one: Words) => (hasGoneBack() ? putIn.settledFirstAt(one) : undefined);
    return placed(putIn.words.filter(isPlaced), outside, { several, firstAt });
  });
  return {
    written: written.toSorted((a, b) => a.at - b.at),
    commented: desks.flatMap(({ putIn }) => putIn.commented),
    told: desks.flatMap(({ putIn }) => putIn.told),
    items: desks.flatMap(({ outside }) => itemsOf(outside)),
    shown: observed.shownInAll(),
    owned: observed.owned,
    deeds: observed.deeds,
  };
}

/** Whose words an item has: of what the desk's own account wrote, its line says. */
function accountOf(author: string, text: string) {
  const name = author === SERVICE.id ? VISIBLE_LINE.exec(text)?.groups?.['name'] : undefined;
  return accountId(name === undefined ? author : writesAs({ account: undefined, name }));
}

/**
 * Who is not linked and had words given up may have several issues (`several`), and who was asked once more by a database that
 * went back (`firstAt`: when they said it first) may be taken at the one word or the other: theirs belong where they stand,
 * equal words where they said last, or else where most of what they said along with them does.
 */
function placed(
  written: readonly Written[],
  outside: Outside,
  { several, firstAt }: { several: ReadonlySet<ChatKey>; firstAt: (one: Words) => number | undefined },
): readonly Written[] {
  const chats = new Set(outside.cast.members.filter(({ account }) => !account).map(chatKeyOf));
  const left = itemsOf(outside).map((item) => ({ ...item, lines: item.text.split('\n').map((line) => line.trim()) }));
  const isOpen = (one: Written) => firstAt(one) !== undefined || (chats.has(one.chat) && several.has(one.chat));
  const saidAgain = written.filter((one) => firstAt(one) !== undefined);
  const along = Map.groupBy(saidAgain, ({ chat, to }) => JSON.stringify([chat, to]));
  const likely = new Map([...along.values()].flatMap((all) => all.map((one) => [one, byShare(left, all)] as const)));
  function take(one: Written, on?: IssueKey): Item | undefined {
    const { account, text, files = [] } = one;
    const where = (likely.get(one) ?? left).find((item) => {
      const found = text === '' ? files.every((file) => item.files?.includes(file)) : item.lines.includes(text);
      return item.account === account && found && (!on || item.issue === on);
    });
    if (where && text !== '') where.lines.splice(where.lines.indexOf(text), 1);
    return where;
  }
  const takeWhereTheyAre = (one: Written) => (one.to.kind === 'issue' && take(one, one.to.issue)) || take(one);
  // The same words may have been said of an issue that is known.
  for (const one of written) if (one.to.kind === 'issue' && !isOpen(one)) take(one, one.to.issue);
  return written.map((one): Written => {
    const where = isOpen(one) ? takeWhereTheyAre(one) : undefined;
    if (!where) return one;
    const at = where.at < one.at ? (firstAt(one) ?? one.at) : one.at;
    return { ...one, at, to: { kind: 'issue', issue: where.issue } };
  });
}

/** Those that hold the most of these words first. */
function byShare<I extends { lines: readonly string[] }>(items: readonly I[], words: readonly Written[]): I[] {
  const texts = new Set(words.map(({ text }) => text));
  const shares = new Map(items.map((item) => [item, item.lines.filter((line) => texts.has(line)).length]));
  return items.toSorted((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0));
}

const isPlaced = (words: Words): words is Written => words.to !== undefined;

function itemsOf({ desk, tracker, began }: Outside): Item[] {
  return [...tracker.issues.values()].flatMap((stored): Item[] => {
    const issue = issueKey(desk, issueId(stored.id));
    const attached = tracker.filesOf(stored.id);
    const filesOf = (journal: string | undefined) =>
      attached.filter((file) => file.journal === journal).map(({ name }) => name);
    const plain = (text: string) => withoutSmileys(text).replace(VISIBLE_LINE, '');
    return [
      {
        at: stored.createdAt - began,
        issue,
        id: stored.id,
        kind: 'issue',
        account: accountOf(stored.author, stored.description),
        text: plain(stored.description),
        files: filesOf(undefined),
      },
      ...stored.journals.map(({ at, id, author, text }): Item => ({
        at: at - began,
        issue,
        id,
        kind: 'comment',
        account: accountOf(author, text),
        text: plain(text),
        files: filesOf(id),
      })),
    ];
  });
}
