import type { ChatKey } from '#contracts';
import { append } from './append.js';
import { explain, type Extra } from './explain.js';
import type { History } from './history.js';
import { judgeUnexpected } from './judge-unexpected.js';
import { linesOf } from './lines.js';
import { newlyShown, newsKeys, type Sighted } from './newly-shown.js';
import type { Commented } from './put-in.js';
import { ofComment } from './sentences.js';
import type { Verdict } from './verdict.js';

/** What became of comments made in the tracker on their way into the chats, and of those that were to stay where they are. */
export function* judgeNews({ commented, shown, written }: History): Iterable<Verdict> {
  const due = dueIn(commented);
  const seen = newlyShown(shown);
  const unexpected = new Map<ChatKey, Extra<Sighted>[]>();
  for (const chat of new Set([...due.keys(), ...seen.keys()])) {
    const sights = (seen.get(chat) ?? []).map((what) => ({ lines: what.lines, what }));
    const byIssue = Map.groupBy(sights, ({ what }) => what.shown.issue);
    const extra: Extra<Sighted>[] = [];
    for (const [issue, comments] of Map.groupBy(due.get(chat) ?? [], (one) => one.issue)) {
      const sayings = comments.map((what) => ({ lines: linesOf(what.text), what }));
      const found = explain([sayings.filter(({ lines }) => lines.length > 0)], byIssue.get(issue) ?? [], newsKeys);
      for (const one of found.lost) yield { kind: 'lost', sentence: `${ofComment(one)} was not shown in ${chat}` };
      for (const one of found.late) {
        yield { kind: 'out-of-order', sentence: `${ofComment(one)} was shown in ${chat} behind what came after it` };
      }
      extra.push(...found.extra);
      byIssue.delete(issue);
    }
    for (const sight of [...byIssue.values()].flat()) extra.push(...sight.lines.map((_, line) => ({ sight, line })));
    unexpected.set(chat, extra);
  }
  yield* judgeUnexpected(unexpected, { commented, shown, written });
}

function dueIn(commented: readonly Commented[]): Map<ChatKey, Commented[]> {
  const due = new Map<ChatKey, Commented[]>();
  for (const one of commented) for (const chat of one.shownIn) append(due, chat, one);
  return due;
}
