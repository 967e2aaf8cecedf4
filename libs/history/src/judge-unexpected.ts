import type { ChatKey } from '#contracts';
import { append } from './append.js';
import type { Extra } from './explain.js';
import type { History } from './history.js';
import { linesOf, stand } from './lines.js';
import { newsKeys, type Sighted } from './newly-shown.js';
import type { Commented } from './put-in.js';
import type { Shown } from './seen.js';
import { ofComment, ofShown } from './sentences.js';
import type { Verdict } from './verdict.js';

type Comment = { lines: readonly string[]; comment: Commented };
type Context = {
  byFirst: ReadonlyMap<string, readonly Comment[]>;
  /** By chat and line: how often it may be shown again, because its sender could not know of the time before. */
  unanswered: Map<string, number>;
  isOwn: (chat: ChatKey, line: string) => boolean;
};

/** Lines a chat was shown beyond what it was due: shown again, or shown where they may not be seen, or none of our concern. */
export function* judgeUnexpected(
  unexpected: ReadonlyMap<ChatKey, readonly Extra<Sighted>[]>,
  { commented, shown, written }: Pick<History, 'commented' | 'shown' | 'written'>,
): Iterable<Verdict> {
  const keys = new Set([...unexpected.values()].flatMap((extra) => extra.flatMap((one) => newsKeys(lineOf(one)))));
  const byFirst = beginningWith(keys, commented);
  const own = new Set(written.flatMap(({ chat, text }) => linesOf(text).map((line) => `${chat} ${line}`)));
  const context: Context = {
    byFirst,
    unanswered: unansweredIn(shown, byFirst),
    isOwn: (chat, line) => own.has(`${chat} ${line}`),
  };
  for (const [chat, extra] of unexpected) {
    let behind: { sighted: Sighted; line: number } | undefined;
    for (const one of extra) {
      const { sight, line } = one;
      if (behind?.sighted === sight.what && line < behind.line) continue;
      const comments = standing(one, context);
      const [first] = comments;
      if (!first) continue;
      behind = { sighted: sight.what, line: line + first.lines.length };
      const verdict = verdictOn(chat, one, comments, context);
      if (verdict) yield verdict;
    }
  }
}

/** The comments whose words stand there, of those the message may be about; the longest, and those as long. */
function standing({ sight, line }: Extra<Sighted>, { byFirst }: Context): Comment[] {
  const { shown } = sight.what;
  const keys = newsKeys(sight.lines[line] ?? '');
  const all = keys
    .flatMap((key) => byFirst.get(key) ?? [])
    .filter(({ comment }) => shown.issue === undefined || shown.issue === comment.issue)
    .filter(({ lines }) => stand(lines, sight.lines, line, keys));
  const longest = Math.max(...all.map(({ lines }) => lines.length));
  return all.filter(({ lines }) => lines.length === longest);
}

function verdictOn(
  chat: ChatKey,
  extra: Extra<Sighted>,
  comments: readonly Comment[],
  { unanswered, isOwn }: Context,
): Verdict | undefined {
  const { shown } = extra.sight.what;
  const again = comments.find(({ comment }) => comment.shownIn.includes(chat));
  if (again) {
    const key = `${chat} ${again.lines[0]}`;
    const times = unanswered.get(key) ?? 0;
    unanswered.set(key, times - 1);
    const what = `${ofComment(again.comment)} was shown once more than it was made: ${ofShown(shown)}`;
    return times > 0
      ? { kind: 'repeated', sentence: `${what}; of an earlier time its sender could not know` }
      : { kind: 'doubled', sentence: what };
  }
  const maySee = comments.some(({ comment: { mayBeSeenIn } }) => mayBeSeenIn === 'all' || mayBeSeenIn.includes(chat));
  const secret = comments.find(({ comment }) => comment.at <= shown.at);
  if (maySee || !secret || isOwn(chat, lineOf(extra))) return undefined;
  return { kind: 'leaked', sentence: `${ofComment(secret.comment)} may not be seen in ${chat}: ${ofShown(shown)}` };
}

function beginningWith(keys: ReadonlySet<string>, commented: readonly Commented[]): Map<string, Comment[]> {
  const byFirst = new Map<string, Comment[]>();
  for (const comment of commented) {
    const lines = linesOf(comment.text);
    if (keys.has(lines[0] ?? '')) append(byFirst, lines[0] ?? '', { lines, comment });
  }
  return byFirst;
}

/** The last time excuses nothing: nothing was sent after it. */
function unansweredIn(shown: readonly Shown[], known: ReadonlyMap<string, unknown>): Map<string, number> {
  const times = new Map<string, number>();
  const last = new Map<string, number>();
  for (const { answered, forgotten, chat, text } of shown.toSorted((a, b) => sentAtOf(a) - sentAtOf(b))) {
    for (const line of linesOf(text).flatMap(newsKeys)) {
      if (!known.has(line)) continue;
      const key = `${chat} ${line}`;
      times.set(key, (times.get(key) ?? 0) + (last.get(key) ?? 0));
      last.set(key, forgotten ? 2 : answered ? 0 : 1);
    }
  }
  return times;
}

const sentAtOf = ({ at, sentAt = at }: Shown) => sentAt;

const lineOf = ({ sight, line }: Extra<Sighted>) => sight.lines[line] ?? '';
