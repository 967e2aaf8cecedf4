import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { trackerWork } from './lane.js';

type Lanes = ReturnType<typeof trackerWork>;
const LANES = Symbol('what the lanes of tracker-work do');

@Controller()
export class TrackerWorkController {
  constructor(@Inject(LANES) private readonly service: Lanes) {}

  @EventPattern('tracker-work')
  lanes(_boot?: unknown) {
    return this.service;
  }
}

@Module({})
export class TrackerAdapterModule {
  static with(lanes: Lanes): DynamicModule {
    const providers = [{ provide: LANES, useValue: lanes }];
    return { module: TrackerAdapterModule, controllers: [TrackerWorkController], providers };
  }
}
