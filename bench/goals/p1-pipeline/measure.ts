import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '../../cluster/start-services.js';
import { withCluster } from '../../cluster/start-cluster.js';
import { cpuMsOf, objectionsTo, together } from '../../compare/cost.js';
import { type Goal, goalOf } from '../../compare/goal.js';
import { interleave } from '../../compare/interleave.js';
import type { Usage } from '../../measure/meter.js';
import { receivedBy } from '../../phases/counts.js';
import type { Plan } from '../../plan.js';
import { aboutFiles } from '../../report/objections.js';
import { filesMissing } from './files-missing.js';
import { createFloor } from './floor.js';
import { recordedIn } from './recorded.js';
import { wholeWay } from './whole-way.js';

/** `messages`: in one round. */
export type PipelinePlan = { rounds: number; messages: number; plan: Plan; logs: string };

/**
 * P1: the CPU that a message takes on its whole way, of all services and the parts, against the sum of what its primitives take
 * alone: an HTTP server that says yes; kafkajs, publishing the very same batches, and taking them in to do nothing with them; `pg`,
 * giving Postgres the very same statements; and undici, making the very same requests of the same kind of stubs. Which these are a
 * run of the services writes down before (`recorder.ts`). The stubs count for neither.
 */
export async function measurePipeline({ rounds, messages, plan, logs }: PipelinePlan): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'relaydesk-bench-'));
  try {
    return await withCluster(plan, { logs, profiles: undefined }, async (cluster) => {
      const goWholeWay = wholeWay(cluster, plan, messages);
      const recording = { RECORD_TO: folder, NODE_OPTIONS: `--import ${new URL('recorder.ts', import.meta.url).href}` };
      await cluster.startWith(recording, ...SERVICES);
      await goWholeWay();
      // Who is cold makes other requests than who is warm, and their batches are smaller.
      const recorded = await goWholeWay();
      await cluster.stop(...SERVICES);
      const missing = filesMissing((await recordedIn(folder, 'http')).flat(), messages, messages);
      if (missing > 0) throw new Error(`Of ${missing} messages no file was recorded: the floor would lack it.`);
      await cluster.start(...SERVICES);
      const playFloor = await createFloor(cluster, plan, { ...recorded, folder, messages });
      // Both warm up.
      await goWholeWay();
      await playFloor();

      const usages: Usage[] = [];
      const contenders = {
        async pipeline() {
          const { usage } = await goWholeWay();
          usages.push(usage);
          return cpuMsOf(usage) / messages;
        },
        async floor() {
          const { perMessage, usages: phases } = await playFloor();
          usages.push(together(phases));
          return perMessage;
        },
      };
      const reached = await interleave(contenders, rounds);
      const objections = [...aboutFiles((await receivedBy(cluster)).withoutFile), ...objectionsTo(usages)];
      const what = 'CPU a message, whole way ÷ the sum of its primitives';
      const ratios = reached.map(({ pipeline, floor }) => pipeline / floor);
      return [goalOf({ id: 'P1', what, sense: 'at most', goal: 2 }, ratios, objections)];
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
