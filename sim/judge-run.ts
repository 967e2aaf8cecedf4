import { chatOf } from '#contracts';
import { type Failure, isFailure, judge, type Shown, type Verdict } from '#history';
import { undecided } from './judge-decisions.js';
import { askedInVain } from './judge-doubts.js';
import { deadLetters, untold } from './judge-given-up.js';
import { mergedApart } from './judge-merged.js';
import { missingInOtherChats } from './judge-other-chats.js';
import { leftTaken } from './judge-signs.js';
import { refused } from './judge-refused.js';
import { notUnderstood } from './judge-replies.js';
import type { DeskRun, Run } from './run-plan.js';
import { writeHistory } from './write-history.js';

/** What only a simulation sees, by what its sentences begin with. */
const BEYOND = [
  'too soon',
  'too early',
  'merged',
  'asked in vain',
  'not told',
  'not decided',
  'out of turn',
  'not understood',
  'refused',
] as const;

/** What a run broke of what the product promises, a sentence each, and how often of each kind. */
export type Judgement = {
  broken: readonly string[];
  times: Readonly<Record<Failure | 'stuck' | 'dead letter' | (typeof BEYOND)[number], number>>;
  /** How many messages a chat was shown twice. */
  repeated: number;
};

export async function judgeRun(run: Run): Promise<Judgement> {
  const { world, desks, cameToRest, stuck } = run;
  const history = writeHistory(run);
  const verdicts = judge(history);
  const failures = verdicts.filter(isFailure);
  const homeless = desks
    .flatMap(({ putIn }) => putIn.words.filter(({ to }) => !to))
    .map(({ text }) => `nobody was asked where «${text}» belongs`);
  const halted = [...(cameToRest ? [] : [`it never came to rest: ${stuck()}`]), ...homeless, ...world.failures];
  const dead = [...deadLetters(run)];
  const signs = cameToRest ? desks.flatMap((desk) => leftTaken(run, desk)) : [];
  const found = await Promise.all(desks.map((desk) => judgeDesk(run, desk, history.shown)));
  const notTold = cameToRest ? untold(run, history.shown) : [];
  const beyond = [
    ...world.tooSoon,
    ...world.firedEarly,
    ...world.outOfTurn,
    ...found.flat(),
    ...notTold,
    ...signs,
    ...refused(history.shown),
  ];
  const count = (kind: Verdict['kind']) => verdicts.filter((one) => one.kind === kind).length;
  const begin = (kind: (typeof BEYOND)[number]) => beyond.filter((one) => one.startsWith(kind)).length;
  return {
    broken: [...halted, ...dead, ...failures.map(({ kind, sentence }) => `${kind}: ${sentence}`), ...beyond],
    times: {
      lost: count('lost'),
      doubled: count('doubled'),
      'out-of-order': count('out-of-order'),
      echoed: count('echoed'),
      stale: count('stale'),
      leaked: count('leaked'),
      stuck: halted.length,
      'dead letter': dead.length,
      'too soon': begin('too soon'),
      'too early': begin('too early'),
      merged: begin('merged'),
      'asked in vain': begin('asked in vain'),
      'not told': begin('not told'),
      'not decided': begin('not decided'),
      'out of turn': begin('out of turn'),
      'not understood': begin('not understood'),
      refused: begin('refused'),
    },
    repeated: count('repeated'),
  };
}

async function judgeDesk({ world, cameToRest }: Run, desk: DeskRun, all: readonly Shown[]): Promise<string[]> {
  const shown = all.filter(({ chat }) => chatOf(chat).desk === desk.outside.desk);
  const atRest = cameToRest ? [...missingInOtherChats(desk, shown), ...(await undecided(world, desk))] : [];
  return [...notUnderstood(world, desk), ...mergedApart(world, desk), ...askedInVain(desk, shown), ...atRest];
}
