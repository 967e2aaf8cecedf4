import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { deliveries } from './lane.js';

type Lanes = ReturnType<typeof deliveries>;
const LANES = Symbol('what the lanes of deliveries do');

@Controller()
export class DeliveriesController {
  constructor(@Inject(LANES) private readonly service: Lanes) {}

  @EventPattern('deliveries')
  lanes(_boot?: unknown) {
    return this.service;
  }
}

@Module({})
export class NotifierModule {
  static with(lanes: Lanes): DynamicModule {
    const providers = [{ provide: LANES, useValue: lanes }];
    return { module: NotifierModule, controllers: [DeliveriesController], providers };
  }
}
