import { z } from 'zod';
import { SERVICES } from '../../cluster/start-services.js';
import { type Cluster, withCluster } from '../../cluster/start-cluster.js';
import { objectionsTo } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { medianOf } from '../../compare/median.js';
import { createNumbers } from '../../load/numbers.js';
import type { Usage } from '../../measure/meter.js';
import { CALM, objectionsToCalm } from '../../phases/calm.js';
import { receivedBy } from '../../phases/counts.js';
import { type Message, peopleWrite, type Trouble } from '../../phases/people-write.js';
import { type Steady, STEADY, steadyMost } from '../../phases/steady-most.js';
import { aboutMessages } from '../../report/objections.js';
import { besideDesk, compared } from './compared.js';

/** `times`: how often more the busy chat writes than any other. `loadMs`: how long people write in each phase. */
export type NeighboursPlan = {
  rounds: number;
  desks: number;
  people: number;
  steady: Steady;
  times: number;
  loadMs: number;
  logs: string;
};

export const NEIGHBOURS_PLAN: Omit<NeighboursPlan, 'logs'> = {
  rounds: 3,
  desks: 20,
  people: 2_000,
  steady: STEADY,
  times: 1_000,
  loadMs: 12_000,
};

const CONFIGURED = { lanes: 4, windowSeconds: 0.2 };
const WINDOW_MS = CONFIGURED.windowSeconds * 1_000;
/** The one whose tracker hangs. The busy chat is of the first. */
const HANGING = 7;
/** Of the busy chat's messages: above all that others write, and below what bots say. */
const FIRST_OF_BUSY = 100_000_000;

/**
 * P7: everyone else, while one chat writes a thousand times as much as any other, and while one of twenty trackers takes requests
 * and answers none, against the same people on the same cluster while nothing is amiss. The phases take turns, and in all of a
 * round messages arrive at the same times. The busy chat is one more, of a desk with people like any other.
 */
export async function measureNeighbours(plan: NeighboursPlan): Promise<Goal[]> {
  const { rounds, desks, people, steady, times, loadMs, logs } = plan;
  const crowd = { desks, people };
  return withCluster({ ...CONFIGURED, ...crowd }, { logs, profiles: undefined }, async (cluster) => {
    await cluster.start(...SERVICES);
    const numbers = createNumbers();
    const busyNumbers = createNumbers(FIRST_OF_BUSY);
    const usages: Usage[] = [];
    await steadyMost(cluster, numbers(people), { ...steady, messages: people });
    const most = await steadyMost(cluster, numbers(steady.messages), steady);
    const perSecond = CALM * most.perSecond;

    const phase = (trouble?: Trouble) => async (round: number) => {
      const first = numbers(Math.ceil((perSecond * loadMs * 2) / 1_000));
      const { messages, usage } = await peopleWrite(
        cluster,
        { first, perSecond, lengthMs: loadMs, seed: round },
        trouble,
      );
      usages.push(usage);
      return messages;
    };
    const busy = { perSecond: (times * perSecond) / people, lengthMs: loadMs };
    const flood: Trouble = () => {
      const first = busyNumbers(Math.ceil((busy.perSecond * loadMs * 2) / 1_000));
      return cluster.load.ask({ what: 'flood', first, ...busy }, z.object({}));
    };
    const reached = await interleave<'calm' | 'chat' | 'tracker', Message[]>(
      { calm: phase(), chat: phase(flood), tracker: phase(hang(cluster)) },
      rounds,
    );

    const objections = [
      ...objectionsTo(usages),
      ...objectionsToCalm(
        reached.map((one) => one.calm),
        WINDOW_MS,
      ),
      ...aboutMessages(await receivedBy(cluster)),
    ];
    const chat = reached.map((one) => compared(one.calm, one.chat, WINDOW_MS));
    const beside = besideDesk(HANGING, crowd);
    const tracker = reached.map((one) => compared(one.calm.filter(beside), one.tracker.filter(beside), WINDOW_MS));
    const calmly = `calm: ${Math.round(medianOf(chat.map((one) => one.calmMs)))} ms at ${Math.round(perSecond)} a second`;
    const besideChat = `one chat writes ${Math.round(busy.perSecond)} a second, ${times} × a usual one, ÷ ${calmly}`;
    const besideTracker = `the tracker of one of ${desks} desks hangs ÷ ${calmly}`;
    const p99 = { what: 'everyone else’s p99 while', sense: 'at most', goal: 1.5, of: 'p99' } as const;
    const throughput = {
      what: 'what all others get through while',
      sense: 'at least',
      goal: 0.9,
      of: 'throughput',
    } as const;
    const goals = [
      { id: 'P7 chat p99', ...p99, beside: besideChat, ratios: chat },
      { id: 'P7 chat throughput', ...throughput, beside: besideChat, ratios: chat },
      { id: 'P7 tracker p99', ...p99, beside: besideTracker, ratios: tracker },
      { id: 'P7 tracker throughput', ...throughput, beside: besideTracker, ratios: tracker },
    ];
    return goals.map(({ id, what, sense, goal, of, beside: trouble, ratios }) =>
      goalOf(
        { id, what: `${what} ${trouble}`, sense, goal },
        ratios.map((one) => one[of]),
        objections,
      ),
    );
  });
}

/** That tracker says nothing from before the first message until after the last. */
const hang =
  ({ redmine }: Cluster): Trouble =>
  async (over) => {
    await redmine.ask({ what: 'hang', desk: HANGING }, z.object({}));
    try {
      await over;
    } finally {
      await redmine.ask({ what: 'let-go', desk: HANGING }, z.object({}));
    }
  };
