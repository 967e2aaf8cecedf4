import { type DynamicModule, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MessengerController } from './messenger.controller.js';
import type { Publishing } from './publish-batches.js';
import type { Receiving } from './receive-updates.js';
import { CHANNELS, type Channels, DESKS, type DesksById, NOT_READY, PUBLISHING, RECEIVE } from './tokens.js';
import { TrackerController } from './tracker.controller.js';

export type GatewayParts = {
  channels: Channels;
  desks: DesksById;
  publishing: Publishing;
  receive: Receiving;
  notReady: () => string | undefined;
};

@Module({})
export class GatewayModule {
  static with({ channels, desks, publishing, receive, notReady }: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [MessengerController, TrackerController, HealthController],
      providers: [
        { provide: CHANNELS, useValue: channels },
        { provide: DESKS, useValue: desks },
        { provide: PUBLISHING, useValue: publishing },
        { provide: RECEIVE, useValue: receive },
        { provide: NOT_READY, useValue: notReady },
      ],
    };
  }
}
