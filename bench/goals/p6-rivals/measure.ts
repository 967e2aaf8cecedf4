import { objectionsTo } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { medianOf } from '../../compare/median.js';
import { createCrowds } from '../../load/crowds.js';
import { createNumbers } from '../../load/numbers.js';
import type { Usage } from '../../measure/meter.js';
import { receivedBy } from '../../phases/counts.js';
import type { Contender } from './contender.js';
import { withContenders } from './stage.js';
import { CONTENDERS, type Name } from './stand.js';
import { type Drained, drainThrough, p99Of, writeOnce } from './turn.js';

/** Of what the BullMQ bot bears at most: the load at which both are timed. */
const PART = 0.7;

/** Drains that say, before all rounds, what the BullMQ bot bears: the first is cold. */
const DRAINS = 3;

/** `people`: who write in one round, and `messages` that each contender drains in it. `loadMs`: how long an open loop lasts. */
export type RivalsPlan = { rounds: number; messages: number; people: number; loadMs: number; logs: string };

/**
 * P6: messages with a CPU-second of the whole system, its parts included, against a bot on telegraf and BullMQ, its Redis
 * included, and against one on grammY that keeps everything in memory; and the p99 at seven tenths of what the former bears.
 *
 * Only the one whose turn it is runs: an idle one polls its trackers, too, which would take from the others. So each is
 * started for each round, and people who never wrote before write once before anything counts: issues that grow from round to
 * round would cost whoever reads them more and more.
 */
export async function measureRivals({ rounds, messages, people, loadMs, logs }: RivalsPlan): Promise<Goal[]> {
  const crowd = { desks: 200, people };
  return withContenders({ crowd, trackerMs: 0, logs }, async (contenders) => {
    const usages: Usage[] = [];
    const p99 = byName((): number[] => []);
    const sent = byName(() => 0);
    const behind = byName(() => 0);
    const numbers = byName(() => createNumbers());
    const crowds = byName((name) => createCrowds(contenders[name].stand.load, crowd.desks));
    const during = async <T>(name: Name, run: (drainAnew: () => Promise<Drained>) => Promise<T>): Promise<T> => {
      const { stand, start, stop } = contenders[name];
      await start();
      await crowds[name](people);
      await writeOnce(stand, numbers[name](people), people);
      sent[name] += people;
      const reached = await run(() => {
        sent[name] += messages;
        return drainThrough(stand, numbers[name](messages), messages);
      });
      await stop();
      return reached;
    };

    const bears = await during('bullmq', async (drainAnew) => {
      const drained: number[] = [];
      for (let i = 0; i < DRAINS; i += 1) drained.push((await drainAnew()).perSecond);
      return medianOf(drained);
    });
    const player = (name: Name) => () =>
      during(name, async (drainAnew) => {
        const drained = await drainAnew();
        usages.push(drained.usage);
        if (name === 'grammy') return drained.perCpuSecond;
        const timed = await p99Of(contenders[name].stand, numbers[name], PART * bears, loadMs);
        p99[name].push(timed.p99);
        if (timed.behind) behind[name] += 1;
        sent[name] += timed.messages;
        usages.push(timed.usage);
        return drained.perCpuSecond;
      });
    const players = { relaydesk: player('relaydesk'), bullmq: player('bullmq'), grammy: player('grammy') };
    const reached = await interleave(players, rounds);

    const wrong = await Promise.all(CONTENDERS.map((name) => wrongsOf(name, contenders[name], sent[name])));
    const objections = [...objectionsTo(usages), ...wrong.flat()];
    const goals = [
      {
        promised: { id: 'P6 bullmq', what: 'messages a CPU-second, the whole ÷ telegraf and BullMQ', goal: 3 },
        rounds: reached.map((one) => one.relaydesk / one.bullmq),
      },
      {
        promised: { id: 'P6 grammy', what: 'messages a CPU-second, the whole ÷ grammY in memory', goal: 1 },
        rounds: reached.map((one) => one.relaydesk / one.grammy),
      },
    ];
    const slower = p99.relaydesk.map((own, i) => own / (p99.bullmq[i] ?? Number.NaN));
    const what = `p99 at ${Math.round(PART * bears)} messages a second, 70 % of the other’s most, the whole ÷ BullMQ`;
    return [
      ...goals.map(({ promised, rounds: ratios }) => goalOf({ ...promised, sense: 'at least' }, ratios, objections)),
      goalOf({ id: 'P6 bullmq p99', what, sense: 'at most', goal: 0.5 }, slower, [
        ...objections,
        ...CONTENDERS.filter((name) => behind[name] > 0).map(
          (name) => `${name} fell behind in ${behind[name]} rounds: its p99 says how long the load was.`,
        ),
      ]),
    ];
  });
}

const byName = <T>(make: (name: Name) => T): Record<Name, T> => ({
  relaydesk: make('relaydesk'),
  bullmq: make('bullmq'),
  grammy: make('grammy'),
});

/** What a contender did to messages that nobody hindered. */
async function wrongsOf(name: Name, { stand }: Contender, sent: number): Promise<string[]> {
  const { received, doubled, swapped, withoutFile } = await receivedBy(stand);
  const wrongs = { lost: sent - received, doubled, swapped, 'without their file': withoutFile };
  return Object.entries(wrongs).flatMap(([what, count]) => (count > 0 ? [`${name}: ${count} messages ${what}.`] : []));
}
