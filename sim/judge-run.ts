import { isFailure, judge } from '#history';
import type { Run } from './run-plan.js';
import { TOPICS } from './world/at-rest.js';
import { writeHistory } from './write-history.js';

/** What a run broke of what the product promises, a sentence each; and how many messages a chat was shown twice. */
export type Judgement = { broken: readonly string[]; repeated: number };

export function judgeRun(run: Run): Judgement {
  const { world, cameToRest, stuck } = run;
  const verdicts = judge(writeHistory(run));
  const failures = verdicts.filter(isFailure);
  return {
    broken: [
      ...(cameToRest ? [] : [`it never came to rest: ${stuck()}`]),
      ...world.failures,
      ...deadLetters(run),
      ...failures.map(({ kind, sentence }) => `${kind}: ${sentence}`),
    ],
    repeated: verdicts.length - failures.length,
  };
}

/** Nothing anybody writes here is poison, and nothing is down for so long that it is given up. */
function* deadLetters({ world: { database, broker } }: Run): Iterable<string> {
  for (const topic of TOPICS) {
    for (let lane = 0; lane < broker.options.lanes; lane += 1) {
      for (const { cause } of database.lane(topic, lane).dead.values()) yield `a dead letter of ${topic}: ${cause}`;
    }
  }
}
