import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { sessionEvents } from './lane.js';

type Lanes = ReturnType<typeof sessionEvents>;
const LANES = Symbol('what the lanes of session-events do');

@Controller()
export class SessionEventsController {
  constructor(@Inject(LANES) private readonly service: Lanes) {}

  @EventPattern('session-events')
  lanes(_boot?: unknown) {
    return this.service;
  }
}

@Module({})
export class SessionAggregatorModule {
  static with(lanes: Lanes): DynamicModule {
    const providers = [{ provide: LANES, useValue: lanes }];
    return { module: SessionAggregatorModule, controllers: [SessionEventsController], providers };
  }
}
