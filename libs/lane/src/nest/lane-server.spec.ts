import { describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern } from '@nestjs/microservices';
import { silent } from '#telemetry';
import { collector } from '../engine/rehearsal/two-stages.js';
import { MemoryBroker } from '../log/memory/index.js';
import { createMemoryStore, MemoryDatabase } from '../store/memory/index.js';
import { virtualClock } from '../virtual-clock.js';
import { LaneServer } from './lane-server.js';

@Controller()
class First {
  @EventPattern('session-events')
  lanes(_boot?: unknown) {
    return collector();
  }
}

@Controller()
class Second {
  @EventPattern('session-events')
  lanes(_boot?: unknown) {
    return collector();
  }
}

async function boot(controllers: (new () => object)[]) {
  @Module({ controllers })
  class App {}
  const clock = virtualClock();
  const side = { reads: undefined, apply: () => undefined };
  const strategy = new LaneServer({
    topic: 'session-events',
    handlerFile: 'apps/session-aggregator/src/lane.ts',
    log: new MemoryBroker({ clock, lanes: 1 }).connect(),
    store: createMemoryStore({ database: new MemoryDatabase<undefined, never>({ clock, side }) }),
    clock,
    random: () => 0.5,
    logger: silent,
    holder: 'test',
    inboxKeepsMs: 1_000,
    stopWithinMs: 1_000,
    onFailure: () => undefined,
  });
  const app = await NestFactory.createMicroservice(App, { strategy, logger: false, abortOnError: false });
  const listening = app.listen();
  let settled = false;
  void listening.then(
    () => (settled = true),
    () => (settled = true),
  );
  await clock.run(() => settled, 10_000);
  return { strategy, listening, clock, app };
}

describe('a lane server', () => {
  it('runs the one handler its topic has, and is ready once it has joined', async () => {
    const { strategy, listening, clock, app } = await boot([First]);
    await listening;
    expect(strategy.notReady()).toBeUndefined();
    let closed = false;
    void app.close().then(() => (closed = true));
    await clock.run(() => closed, 10_000);
  });

  it('refuses to boot without a handler, and names the file to add it to', async () => {
    const { listening } = await boot([]);
    await expect(listening).rejects.toThrow(
      "add @EventPattern('session-events') in apps/session-aggregator/src/lane.ts",
    );
  });

  it('refuses to boot with two handlers, and names the file to keep', async () => {
    const { listening } = await boot([First, Second]);
    await expect(listening).rejects.toThrow(
      'Two handlers for the topic session-events: keep the one in apps/session-aggregator',
    );
  });
});
