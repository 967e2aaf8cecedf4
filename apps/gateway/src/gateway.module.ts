import { type DynamicModule, Module } from '@nestjs/common';
import type { Health } from '#boot';
import type { Telemetry } from '#telemetry';
import { DeadLettersController } from './admin/dead-letters.controller.js';
import { HealthController } from './health.controller.js';
import { MessengerController } from './messenger.controller.js';
import type { Publishing } from './publish-batches.js';
import type { Receiving } from './receive-updates.js';
import {
  type Admin,
  CHANNELS,
  type Channels,
  DEAD_LETTERS,
  HEALTH,
  PUBLISHING,
  RECEIVE,
  TELEMETRY,
  TRACKER_HOOKS,
  type TrackerHooks,
} from './tokens.js';
import { TrackerController } from './tracker.controller.js';

export type GatewayParts = {
  channels: Channels;
  trackerHooks: TrackerHooks;
  publishing: Publishing;
  receive: Receiving;
  telemetry: Telemetry;
  health: Health;
  /** Absent: there is no admin API. */
  admin?: Admin | undefined;
};

@Module({})
export class GatewayModule {
  static with({ channels, trackerHooks, publishing, receive, telemetry, health, admin }: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        MessengerController,
        TrackerController,
        HealthController,
        ...(admin ? [DeadLettersController] : []),
      ],
      providers: [
        { provide: CHANNELS, useValue: channels },
        { provide: TRACKER_HOOKS, useValue: trackerHooks },
        { provide: PUBLISHING, useValue: publishing },
        { provide: RECEIVE, useValue: receive },
        { provide: TELEMETRY, useValue: telemetry },
        { provide: HEALTH, useValue: health },
        { provide: DEAD_LETTERS, useValue: admin?.deadLetters },
      ],
    };
  }
}
