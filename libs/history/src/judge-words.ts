import { type Expectation, knownFates } from './expectations.js';
import { explain, type Extra } from './explain.js';
import { linesOf } from './lines.js';
import type { Told, Written } from './put-in.js';
import type { Item } from './seen.js';
import { destinationOf, ofItem, ofMessage } from './sentences.js';
import { settleExtras } from './settle-extras.js';
import type { Verdict } from './verdict.js';

/** What became of people's words on their way into the tracker. */
export function* judgeWords(expected: readonly Expectation[], told: readonly Told[]): Iterable<Verdict> {
  const fateOf = knownFates(told);
  const lost: Written[] = [];
  const extra: Extra<Item>[] = [];
  for (const { written, items } of expected) {
    const found = explain(
      voicesOf(written.filter((message) => !fateOf(message))),
      items.map((item) => ({ lines: linesOf(item.text), what: item })),
    );
    for (const message of found.late) {
      yield { kind: 'out-of-order', sentence: `${ofMessage(message)} stands behind words written after it` };
    }
    lost.push(...found.lost);
    extra.push(...found.extra);
  }
  const known = expected.flatMap(({ written }) => written);
  const { doubled, elsewhere } = settleExtras(extra, known, new Set(lost), fateOf);
  for (const { words, item } of doubled) {
    yield { kind: 'doubled', sentence: `${ofMessage(words)} stands once more than it was written: ${ofItem(item)}` };
  }
  for (const message of lost) {
    const instead = elsewhere.get(message);
    const stands = instead ? `; its words stand elsewhere: ${ofItem(instead)}` : '';
    yield { kind: 'lost', sentence: `${ofMessage(message)} is not ${destinationOf(message)}${stands}` };
  }
}

/** One voice for each person in each chat; messages without words are known by their files alone. */
function voicesOf(written: readonly Written[]) {
  const worded = written
    .map((message) => ({ lines: linesOf(message.text), what: message }))
    .filter(({ lines }) => lines.length > 0);
  return [...Map.groupBy(worded, ({ what }) => `${what.chat} ${what.person}`).values()];
}
