import { startChild } from '../../cluster/child.js';
import { openGround } from '../../cluster/open-ground.js';
import { cpuMsOf, objectionsTo, usageOf } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { medianOf } from '../../compare/median.js';
import { toArgs } from '../../lanes/open-lanes.js';
import { preparePlace } from '../../lanes/prepare-place.js';
import { openTopicWriter } from '../../lanes/topic-writer.js';
import { updateRecord } from '../../lanes/update-record.js';
import { watchedWith } from '../../lanes/watched-with.js';
import type { Usage } from '../../measure/meter.js';
import { Drained } from './drain.js';
import { mustHaveTakenIn } from './must-have-taken-in.js';

/** Each of whom writes in a chat of their own. */
const PEOPLE = 2_000;
/** All contenders read the same topic, each in a group of its own. */
const PREFIX = 'relaydesk.';

/** `records`: in one round, of each contender. */
export type IntakePlan = { rounds: number; records: number };

/**
 * P3: records that are taken in with a CPU-second of whoever takes them in and of Kafka, Postgres and Redis: our lanes against
 * the stock Kafka transport of Nest, which does the same for each message, and against a bare `eachBatch` with the same
 * statements. Before each round the topic gets what all of them then drain; nobody else reads or writes meanwhile. A contender
 * joins its group for a round, and leaves it; its process and its connections to Postgres stay.
 */
export async function measureIntake({ rounds, records }: IntakePlan): Promise<Goal[]> {
  await using endings = new AsyncDisposableStack();
  const { parts, processes } = await openGround(endings);
  const topic = await openTopicWriter(parts.brokers, `${PREFIX}session-events`);
  endings.defer(topic.close);
  let filled = 0;

  async function fill(until: number): Promise<void> {
    if (filled >= until) return;
    const at = Date.now();
    await topic.write(Array.from({ length: records }, (_, i) => updateRecord(filled + i, (filled + i) % PEOPLE, at)));
    filled += records;
  }

  const usages: Usage[] = [];
  const contender = async (name: string, file: string) => {
    const place = await preparePlace(parts, PREFIX);
    const { pid, ask } = await startChild(processes, name, new URL(file, import.meta.url), toArgs(place));
    const watched = watchedWith(parts, name, pid);
    const perSecond: number[] = [];
    const play = async (round: number) => {
      const all = (round + 2) * records;
      await fill(all);
      let seconds = Number.NaN;
      const usage = await usageOf(watched, async () => ({ seconds } = await ask({ records }, Drained)));
      await mustHaveTakenIn(place.databaseUrl, all);
      // The first one warms up.
      if (round >= 0) {
        usages.push(usage);
        perSecond.push(records / seconds);
      }
      return (records / cpuMsOf(usage)) * 1_000;
    };
    return { play, perSecond: () => medianOf(perSecond) };
  };
  const lanes = await contender('lanes', 'lanes.ts');
  const nest = await contender('Nest transport', 'nest-transport.ts');
  const bare = await contender('bare batches', 'bare-batches.ts');
  const contenders = { lanes: lanes.play, nest: nest.play, bare: bare.play };
  for (const warmUp of Object.values(contenders)) await warmUp(-1);
  const reached = await interleave(contenders, rounds);
  const objections = objectionsTo(usages);
  const byTheClock = (other: typeof nest) => `by the clock ${(lanes.perSecond() / other.perSecond()).toFixed(2)}`;
  const what = 'records taken in with a CPU-second, lanes ÷';
  return [
    goalOf(
      { id: 'P3 nest', what: `${what} Nest's Kafka transport (${byTheClock(nest)})`, sense: 'at least', goal: 5 },
      reached.map((one) => one.lanes / one.nest),
      objections,
    ),
    goalOf(
      { id: 'P3 bare', what: `${what} bare eachBatch (${byTheClock(bare)})`, sense: 'at least', goal: 0.8 },
      reached.map((one) => one.lanes / one.bare),
      objections,
    ),
  ];
}
