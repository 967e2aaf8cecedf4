import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { TopicName } from '#contracts';
import { systemClock, type Work } from '#lane';
import { LaneServer } from '#lane/nest';
import type { Logger } from '#telemetry';
import type { Parts } from './open-parts.js';
import { readEngine } from './read-engine.js';

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
  /** A sending of unknown outcome goes out again. */
  mayDouble?: (work: Work) => void;
};

/** Starts one consuming service as a Nest microservice over its lanes. `onFailure`: nothing is consumed any more. */
export async function startLaneApp(
  app: LaneApp,
  parts: Pick<Parts, 'holder' | 'log' | 'lease' | 'store' | 'telemetry'>,
  logger: Logger,
  onFailure: (error: Error) => void,
): Promise<Running> {
  const { telemetry } = parts;
  const facts = { 'messaging.destination.name': app.topic };
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
    stopWithinMs: STOP_WITHIN_MS,
    onFailure,
    observe: {
      committed: (_lane, { dead = [] }) =>
        dead.length > 0 && telemetry.count('relaydesk.dead_letters', facts, dead.length),
      mayDouble(_lane, work) {
        telemetry.count('relaydesk.work.doubles', { 'relaydesk.work.kind': work.kind });
        app.mayDouble?.(work);
      },
    },
  });
  const nest = await NestFactory.createMicroservice(app.module, {
    strategy,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  await nest.listen();
  const unwatch = telemetry.watch(() => {
    const standing = strategy.standing();
    return standing ? readEngine(app.topic, standing) : [];
  });
  let closing = false;
  return {
    notReady: () => (closing ? `${app.topic}: ending` : strategy.notReady()),
    close() {
      closing = true;
      unwatch();
      return nest.close();
    },
  };
}
