import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { CorrelationReads, CorrelationWrite } from '#correlation';
import { type LaneService, systemClock } from '#lane';
import { MemoryBroker } from '#lane/log/memory';
import { createMemoryStore, MemoryDatabase } from '#lane/store/memory';
import { silent, startTelemetry, type Telemetry } from '#telemetry';
import { startOtlpReceiver, until } from '#testkit';
import { startLaneApp } from './start-lane-app.js';

const service: LaneService<'deliveries', CorrelationReads, CorrelationWrite, undefined> = {
  topic: 'deliveries',
  keysOf: () => [],
  load: async () => undefined,
  take: () => ({}),
  due: () => ({}),
};

@Controller()
class Deliveries {
  @EventPattern('deliveries')
  lanes(_boot?: unknown) {
    return service;
  }
}

@Module({ controllers: [Deliveries] })
class App {}

let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
let telemetry: Telemetry;

beforeEach(async () => {
  collector = await startOtlpReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
  telemetry = await startTelemetry('notifier', process.env, silent);
});
afterEach(async () => {
  delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  await collector.close();
});

it('a service counts its dead letters', async () => {
  const log = new MemoryBroker({ clock: systemClock, lanes: 1 }).connect();
  const side = { reads: {} as CorrelationReads, apply: () => undefined };
  const database = new MemoryDatabase<CorrelationReads, CorrelationWrite>({ clock: systemClock, side });
  const store = createMemoryStore({ database });
  const app = { module: { module: App }, topic: 'deliveries', handlerFile: 'here' } as const;
  const failed = (error: Error) => expect(error).toBeUndefined();
  const parts = { holder: 'test', log, lease: undefined, store, telemetry };
  const running = await startLaneApp(app, parts, silent, failed);
  const poison = { id: 'poison', topic: 'deliveries', lane: 0, key: 'a', value: Buffer.from('no JSON') } as const;
  await log.publish([poison], { wall: Infinity, monotonic: Infinity });
  await until(() => database.lane('deliveries', 0).dead.size === 1);
  await running.close();
  await telemetry.close();
  expect(collector.metrics.get('relaydesk.dead_letters')).toMatchObject([
    { attributes: { 'messaging.destination.name': 'deliveries' }, asDouble: 1 },
  ]);
});
