import { setTimeout as wait } from 'node:timers/promises';
import { cpuMsOf } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { residentOf } from '../../measure/resident.js';
import { aboutUsage } from '../../report/objections.js';
import { startKafkaMode } from '../modes/kafka-mode.js';
import { during, type Mode, objectionsToBursts, type Played, playBurst, usageWhile } from '../modes/mode.js';
import { startStandaloneMode } from '../modes/standalone-mode.js';

/** `messages` are measured, after `warmUp` others. `restMs`: how long it rests after its start before it is watched. `idleMs`: how long it is watched while nobody writes. */
export type StandalonePlan = {
  rounds: number;
  desks: number;
  people: number;
  warmUp: number;
  messages: number;
  restMs: number;
  idleMs: number;
  logs: string;
};

export const STANDALONE_PLAN: Omit<StandalonePlan, 'logs'> = {
  rounds: 3,
  desks: 200,
  people: 2_000,
  warmUp: 2_000,
  messages: 3_000,
  restMs: 120_000,
  idleMs: 70_000,
};

const LANES = 4;
const WITHIN_MS = 300_000;
/** Laptops have one desk; standalone's own number of lanes where none is configured. */
const LAPTOP = { desks: 1, people: 1, lanes: 16 };

/**
 * P9: standalone, as `npm start` runs it, against the four services on Kafka, Postgres and Redis. Both start anew for every round,
 * have the same desks and stubs, and their bots ask for their updates, as there is no webhook on one machine; after a warm-up the
 * same messages are written at once, and CPU of all processes, parts included, counts until the last of what follows from them.
 * Idle: one desk, nobody writes; CPU and resident memory of the process and its services, without Postgres. What of a file both
 * have in memory counts once. It is rest that is watched, and no start: V8, which cleans up some 105 and 210 seconds
 * after the start and then no more, does so before and after.
 */
export async function measureStandalone(plan: StandalonePlan): Promise<Goal[]> {
  const { rounds, warmUp, messages, logs, ...crowd } = plan;
  const all: Played[] = [];
  const perCpuSecond = (start: () => Promise<Mode>) => async () => {
    const played = await during(start, async (mode) => {
      await playBurst(mode, { first: 0, messages: warmUp, withinMs: WITHIN_MS });
      return playBurst(mode, { first: warmUp, messages, withinMs: WITHIN_MS });
    });
    all.push(played);
    return (messages / cpuMsOf(played.usage)) * 1_000;
  };
  const options = { desks: crowd.desks, people: crowd.people, lanes: LANES, logs };
  const reached = await interleave(
    {
      kafka: perCpuSecond(() => startKafkaMode(options)),
      standalone: perCpuSecond(() => startStandaloneMode(options)),
    },
    rounds,
  );
  // Together they take a hundredth of the machine.
  const idle = await Promise.all(Array.from({ length: rounds }, () => atRest(plan)));
  const disturbed = idle.flatMap((one) => one.objections);
  return [
    goalOf(
      { id: 'P9 throughput', what: 'messages a CPU-second, standalone ÷ Kafka mode', sense: 'at least', goal: 0.5 },
      reached.map(({ standalone, kafka }) => standalone / kafka),
      objectionsToBursts(all),
    ),
    goalOf(
      { id: 'P9 idle', what: 'of a core, one desk, nobody writes, without Postgres', sense: 'at most', goal: 0.005 },
      idle.map(({ ofACore }) => ofACore),
      disturbed,
    ),
    goalOf(
      { id: 'P9 memory', what: 'MB resident then, without Postgres', sense: 'at most', goal: 250 },
      idle.map(({ megabytes }) => megabytes),
    ),
  ];
}

type Rest = { ofACore: number; megabytes: number; objections: string[] };

/** What standalone's own processes take while nobody writes. */
async function atRest({ restMs, idleMs, logs }: StandalonePlan): Promise<Rest> {
  return during(
    () => startStandaloneMode({ ...LAPTOP, logs }),
    async (mode) => {
      await wait(restMs);
      const usage = await usageWhile(mode, () => wait(idleMs));
      const { processes, seconds } = usage;
      const cpuMs = processes.filter(({ side }) => side === 'services').reduce((sum, one) => sum + one.cpuMs, 0);
      const own = mode.watched.filter(({ side }) => side === 'services');
      return {
        ofACore: cpuMs / (seconds * 1_000),
        megabytes: (await residentOf(own.map(({ pid }) => pid))) / 1e6,
        objections: aboutUsage('nobody writes', usage),
      };
    },
  );
}
