import { append } from './append.js';
import type { History } from './history.js';
import { linesOf } from './lines.js';
import { newlyShown, newsKeys } from './newly-shown.js';
import type { Written } from './put-in.js';
import { ofMessage, ofShown } from './sentences.js';
import type { Verdict } from './verdict.js';

/**
 * Words that came back as news to the chat they were written in. Only words of one line that nobody said anywhere else are judged:
 * of others it cannot be told whose they were.
 */
export function* judgeEcho({ written, commented, shown }: History): Iterable<Verdict> {
  const own = saidOnce(written, new Set(commented.flatMap(({ text }) => linesOf(text))));
  for (const [chat, sights] of newlyShown(shown)) {
    for (const sighted of sights) {
      if (sighted.shown.issue === undefined) continue;
      for (const line of sighted.lines) {
        const words = newsKeys(line).flatMap((key) => (key === line ? [] : (own.get(key) ?? [])));
        const echoed = words.find((one) => one.chat === chat);
        if (echoed) yield { kind: 'echoed', sentence: `${ofMessage(echoed)} came back: ${ofShown(sighted.shown)}` };
      }
    }
  }
}

function saidOnce(written: readonly Written[], comments: ReadonlySet<string>): Map<string, Written> {
  const by = new Map<string, Written[]>();
  for (const one of written) {
    const [line, ...more] = linesOf(one.text);
    if (line !== undefined && more.length === 0 && !comments.has(line)) append(by, line, one);
  }
  return new Map([...by].flatMap(([line, [one, ...others]]) => (one && others.length === 0 ? [[line, one]] : [])));
}
