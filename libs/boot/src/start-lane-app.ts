import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { TopicName } from '#contracts';
import { systemClock, type Work } from '#lane';
import { LaneServer } from '#lane/nest';
import type { Logger } from '#telemetry';
import type { Parts } from './open-parts.js';

const DAY_MS = 86_400_000;
/** The inbox remembers a day longer than the log keeps. */
const INBOX_KEEPS_MS = 8 * DAY_MS;
const STOP_WITHIN_MS = 8_000;

/** A service that runs. */
export type Running = {
  /** Why it is not ready, or nothing. */
  notReady(): string | undefined;
  close(): Promise<void>;
};

export type LaneApp = {
  module: DynamicModule;
  topic: TopicName;
  /** Where the topic's handler stands. */
  handlerFile: string;
  giveUpAfterDays: number;
  /** A sending of unknown outcome goes out again. */
  mayDouble?: (work: Work) => void;
};

/** Starts one consuming service as a Nest microservice over its lanes. `onFailure`: nothing is consumed any more. */
export async function startLaneApp(
  app: LaneApp,
  parts: Parts,
  logger: Logger,
  onFailure: (error: Error) => void,
): Promise<Running> {
  const strategy = new LaneServer({
    topic: app.topic,
    handlerFile: app.handlerFile,
    log: parts.log,
    lease: parts.lease,
    store: parts.store,
    clock: systemClock,
    random: Math.random,
    logger,
    holder: parts.holder,
    inboxKeepsMs: INBOX_KEEPS_MS,
    giveUpAfterMs: app.giveUpAfterDays * DAY_MS,
    stopWithinMs: STOP_WITHIN_MS,
    onFailure,
    ...(app.mayDouble && { observe: { mayDouble: (_lane, work) => app.mayDouble?.(work) } }),
  });
  const nest = await NestFactory.createMicroservice(app.module, {
    strategy,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  await nest.listen();
  let closing = false;
  return {
    notReady: () => (closing ? `${app.topic}: ending` : strategy.notReady()),
    close() {
      closing = true;
      return nest.close();
    },
  };
}
