import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { z } from 'zod';
import { freePorts } from '../../../libs/testkit/src/parts/free-port.js';
import { openGround } from '../../cluster/open-ground.js';
import { startChild } from '../../cluster/child.js';
import { type Launch, migrate, startService } from '../../cluster/start-services.js';
import { writeConfig } from '../../cluster/write-config.js';
import { cpuMsOf, objectionsTo, usageOf } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import { medianOf } from '../../compare/median.js';
import { arrivals } from '../../load/arrivals.js';
import { createNumbers } from '../../load/numbers.js';
import type { Usage, Watched } from '../../measure/meter.js';

const At = z.object({ url: z.string() });
const CROWD = { desks: 200, people: 2_000 };
const CONFIGURED = { ...CROWD, lanes: 4, windowSeconds: 0.2 };
const TOPIC = 'bare-gateway';
/** Of ten messages one is traced, and nothing else is told. */
const SAMPLED = {
  OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
  OTEL_TRACES_SAMPLER_ARG: '0.1',
  OTEL_METRICS_EXPORTER: 'none',
};

/** Rounds that do not count: a gateway goes on getting faster for some time. */
const WARM_UPS = 3;

/** `perSecond`: messages that arrive at each contender, for `lengthMs` in one round. */
export type GatewayPlan = { rounds: number; perSecond: number; lengthMs: number; logs: string };

/**
 * About half of what two cores bear, of which the load generator takes a tenth: enough that some come while Kafka is at the ones
 * before, and go with one request. With less, Kafka's requests are what is compared.
 */
export const PER_SECOND = 2_500;

/**
 * P2: messages that a gateway takes with a CPU-second of its own and of Kafka's, against the bare one's, and, traced, against
 * itself. At all of them messages arrive at the same times, however they fare.
 */
export async function measureGateway({ rounds, perSecond, lengthMs, logs }: GatewayPlan): Promise<Goal[]> {
  await using endings = new AsyncDisposableStack();
  const { folder, parts, processes } = await openGround(endings);
  const child = (name: string, file: string, ...args: string[]) =>
    startChild(processes, name, new URL(file, import.meta.url), args);

  const telegram = await child('Telegram stub', '../../stubs/telegram/main.ts');
  const collector = await child('collector', 'collector.ts');
  const ports = await freePorts(2);
  const [plain, withTraces] = ports.map((port) => `http://127.0.0.1:${port}`) as [string, string];
  const launch: Launch = { processes, config: join(folder, 'relaydesk.yaml'), logs };
  const stubs = { redmine: 'http://127.0.0.1:9', telegram: At.parse(telegram.ready).url };
  await writeConfig(launch.config, CONFIGURED, parts, stubs, plain);
  await migrate(launch);
  await makeTopic(parts.brokers);
  const bare = await child('bare gateway', 'bare-gateway.ts', parts.brokers.join(), TOPIC);
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: At.parse(collector.ready).url, ...SAMPLED };
  const pids = await Promise.all([
    startService(launch, 'gateway', ports[0] ?? 0),
    startService(launch, 'gateway', ports[1] ?? 0, { name: 'traced gateway', env }),
  ]);

  const usages: Usage[] = [];
  const contender = async (name: string, url: string, pid: number) => {
    const load = await child(`load of ${name}`, '../../load/main.ts', url, `${CROWD.desks}`, `${CROWD.people}`);
    const watched: Watched[] = [
      { name, pid, side: 'services' },
      { name: 'Kafka', pid: parts.pids.get('Kafka') ?? -1, side: 'parts' },
      { name: 'load generator', pid: load.pid, side: 'apart' },
      { name: 'this harness', pid: process.pid, side: 'apart', extent: 'itself' },
    ];
    const numbers = createNumbers();
    return async (round: number) => {
      const messages = arrivals(perSecond, lengthMs, round).length;
      const first = numbers(messages);
      await load.ask({ what: 'prepare', first, count: messages }, z.object({}));
      const arriving = { what: 'arrive', first, perSecond, lengthMs, seed: round };
      const usage = await usageOf(watched, () => load.ask(arriving, z.looseObject({})));
      if (round >= 0) usages.push(usage);
      const own = usage.processes.find(({ side }) => side === 'services')?.cpuMs ?? Number.NaN;
      return { whole: (messages / cpuMsOf(usage)) * 1_000, own: (messages / own) * 1_000 };
    };
  };
  const contenders = {
    bare: await contender('bare gateway', At.parse(bare.ready).url, bare.pid),
    plain: await contender('gateway', plain, pids[0]),
    traced: await contender('traced gateway', withTraces, pids[1]),
  };
  for (let n = 1; n <= WARM_UPS; n += 1) for (const warmUp of Object.values(contenders)) await warmUp(-n);
  const reached = await interleave(contenders, rounds);
  const objections = objectionsTo(usages);
  const traced = (of: 'whole' | 'own') => reached.map((one) => one.traced[of] / one.plain[of]);
  const own = medianOf(traced('own')).toFixed(2);
  return [
    goalOf(
      { id: 'P2', what: 'messages a CPU-second, gateway ÷ bare node:http and batches', sense: 'at least', goal: 0.7 },
      reached.map((one) => one.plain.whole / one.bare.whole),
      objections,
    ),
    goalOf(
      {
        id: 'P2 traced',
        what: `the same, one of ten traced ÷ none (gateways alone: ${own})`,
        sense: 'at least',
        goal: 0.95,
      },
      traced('whole'),
      objections,
    ),
  ];
}

async function makeTopic(brokers: readonly string[]): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.ERROR }).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: CONFIGURED.lanes }], waitForLeaders: true });
  await admin.disconnect();
}
