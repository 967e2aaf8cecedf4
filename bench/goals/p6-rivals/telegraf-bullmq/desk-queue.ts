import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { Said } from '../rival/said.js';

/** A worker that is gone is noticed within twice this, and what it had begun is done by another. */
const LOCK_MS = 10_000;
/** An update that Telegram sends again within an hour is known, unless there were so many since. */
const KNOWN = { age: 3_600, count: 1_000 };

export type Work = (said: Said, again: boolean) => Promise<void>;

/**
 * What people say to one desk, a job each, one after the other: so everybody's words keep their order, whatever has to be
 * tried again and whatever process is killed, and a tracker that is down holds up its own desk alone.
 */
export async function openDeskQueue(connection: Redis, desk: string, work: Work) {
  const queue = new Queue<Said>(desk, {
    connection,
    defaultJobOptions: { removeOnComplete: KNOWN },
    streams: { events: { maxLen: 100 } },
  });
  // For all processes together, those that are gone included until their jobs are given to others.
  await queue.setGlobalConcurrency(1);
  const worker = new Worker<Said>(desk, (job) => work(Said.parse(job.data), job.attemptsStarted > 1), {
    connection,
    concurrency: 1,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS,
    maxStalledCount: 10,
  });
  worker.on('error', (error) => console.error(`${desk}: ${error.message}`));
  worker.on('failed', (job, error) => console.error(`${desk}, job ${job?.id}: ${error.message}`));
  return {
    /** Resolves once Redis has it. The same update twice is one job. */
    add: (update: number, said: Said) => queue.add('said', said, { jobId: `update-${update}` }),
    async close(): Promise<void> {
      await worker.close();
      await queue.close();
    },
  };
}
