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
    // Of what they said before and what they said when they were asked again, the first may be what counts.
    const isEither = (one: Words) => hasGoneBack() && putIn.wasSettledTwice(one);
    return placed(putIn.words.filter(isPlaced), outside, { several, isEither });
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

/** Who is not linked and had words given up may have several issues (`several`): theirs belong where they stand. */
function placed(
  written: readonly Written[],
  outside: Outside,
  { several, isEither }: { several: ReadonlySet<ChatKey>; isEither: (one: Words) => boolean },
): readonly Written[] {
  const chats = new Set(outside.cast.members.filter(({ account }) => !account).map(chatKeyOf));
  const left = itemsOf(outside).map((item) => ({ ...item, lines: item.text.split('\n').map((line) => line.trim()) }));
  const isOpen = (one: Written) => isEither(one) || (chats.has(one.chat) && several.has(one.chat));
  function take({ account, text, files = [] }: Written, on?: IssueKey): IssueKey | undefined {
    const where = left.find((item) => {
      const found = text === '' ? files.every((file) => item.files?.includes(file)) : item.lines.includes(text);
      return item.account === account && found && (!on || item.issue === on);
    });
    if (where && text !== '') where.lines.splice(where.lines.indexOf(text), 1);
    return where?.issue;
  }
  // The same words may have been said of an issue that is known.
  for (const one of written) if (one.to.kind === 'issue' && !isOpen(one)) take(one, one.to.issue);
  return written.map((one): Written => {
    const issue = isOpen(one) ? take(one) : undefined;
    return issue ? { ...one, to: { kind: 'issue', issue } } : one;
  });
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
        at,
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
