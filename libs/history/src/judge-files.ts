import { type Expectation, knownFates } from './expectations.js';
import type { Told, Written } from './put-in.js';
import { destinationOf, ofMessage } from './sentences.js';
import type { Verdict } from './verdict.js';

/** What became of people's files: equal ones are counted. */
export function* judgeFiles(expected: readonly Expectation[], told: readonly Told[]): Iterable<Verdict> {
  const fateOf = knownFates(told);
  for (const { written, items } of expected) {
    const there = new Map<string, number>();
    for (const file of items.flatMap(({ files = [] }) => files)) there.set(file, (there.get(file) ?? 0) + 1);
    const sent = written.flatMap((message) => (message.files ?? []).map((file) => ({ file, message })));
    // Those that must be there come first; what is left over may be of those that need not.
    const due = sent.filter(({ message }) => !fateOf(message));
    const open = sent.filter(({ message }) => fateOf(message));
    for (const { file, message } of due) {
      if (!take(there, file)) yield missing(file, message);
    }
    for (const { file, message } of open) {
      take(there, file);
      if (fateOf(message) === 'asked') take(there, file);
    }
    for (const [file, { message }] of new Map(sent.map((one) => [one.file, one]))) {
      const surplus = there.get(file) ?? 0;
      for (let i = 0; i < surplus; i++) {
        yield {
          kind: 'doubled',
          sentence: `The file ${file} of ${ofMessage(message)} is there once more than it was sent`,
        };
      }
    }
  }
}

function missing(file: string, message: Written): Verdict {
  return { kind: 'lost', sentence: `The file ${file} of ${ofMessage(message)} is not ${destinationOf(message)}` };
}

function take(there: Map<string, number>, file: string): boolean {
  const left = there.get(file) ?? 0;
  if (left > 0) there.set(file, left - 1);
  return left > 0;
}
