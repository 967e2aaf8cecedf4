import { objectionsTo } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { createNumbers } from '../../load/numbers.js';
import type { Usage } from '../../measure/meter.js';
import { receivedBy } from '../../phases/counts.js';
import type { Contender } from './contender.js';
import { withContenders } from './stage.js';
import { CONTENDERS, type Name } from './stand.js';
import { drainThrough, p99Of } from './turn.js';

/** Of what the BullMQ bot bears at most: the load at which both are timed. */
const PART = 0.7;

/** `messages`: drained in one round by each contender. `loadMs`: how long an open loop lasts. */
export type RivalsPlan = { rounds: number; messages: number; people: number; loadMs: number; logs: string };

/**
 * P6: messages with a CPU-second of the whole system, its parts included, against a bot on telegraf and BullMQ, its Redis
 * included, and against one on grammY that keeps everything in memory; and the p99 at seven tenths of what the former bears.
 *
 * Only the one whose turn it is runs: an idle one polls its trackers, too, which would take from the others. So each is
 * started for each round, and everybody writes once before anything counts.
 */
export async function measureRivals({ rounds, messages, people, loadMs, logs }: RivalsPlan): Promise<Goal[]> {
  const crowd = { desks: 200, people };
  return withContenders({ crowd, trackerMs: 0, logs }, async (contenders) => {
    const usages: Usage[] = [];
    const p99: Record<Name, number[]> = { relaydesk: [], bullmq: [], grammy: [] };
    const sent: Record<Name, number> = { relaydesk: 0, bullmq: 0, grammy: 0 };
    const behind: Record<Name, number> = { relaydesk: 0, bullmq: 0, grammy: 0 };
    let most = 0;

    const player = (name: Name) => {
      const numbers = createNumbers();
      const { stand, start, stop } = contenders[name];
      return async (round: number) => {
        await start();
        await drainThrough(stand, numbers(people), people);
        const drained = await drainThrough(stand, numbers(messages), messages);
        sent[name] += people + messages;
        if (round < 0 && name === 'bullmq') most = drained.perSecond;
        if (round >= 0 && name !== 'grammy') {
          const timed = await p99Of(stand, numbers, PART * most, loadMs);
          p99[name].push(timed.p99);
          if (timed.behind) behind[name] += 1;
          sent[name] += timed.messages;
          usages.push(timed.usage);
        }
        await stop();
        if (round >= 0) usages.push(drained.usage);
        return drained.perCpuSecond;
      };
    };
    const players = { relaydesk: player('relaydesk'), bullmq: player('bullmq'), grammy: player('grammy') };
    // Before all rounds, to find what it bears. Nobody else needs one: all are started anew for each.
    await players.bullmq(-1);
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
    const what = `p99 at ${Math.round(PART * most)} messages a second, 70 % of the other’s most, the whole ÷ BullMQ`;
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

/** What a contender did to messages that nobody hindered. */
async function wrongsOf(name: Name, { stand }: Contender, sent: number): Promise<string[]> {
  const { received, doubled, swapped, withoutFile } = await receivedBy(stand);
  const wrongs = { lost: sent - received, doubled, swapped, 'without their file': withoutFile };
  return Object.entries(wrongs).flatMap(([what, count]) => (count > 0 ? [`${name}: ${count} messages ${what}.`] : []));
}
