import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type ReportHop, withHops } from '#boot';
import { deliveries } from './lane.js';
import type { Context } from './work/context.js';

const CONTEXT = Symbol('what every sending needs');
const REPORT = Symbol('who is told of hops');

@Controller()
export class DeliveriesController {
  constructor(
    @Inject(CONTEXT) private readonly context: Context,
    @Inject(REPORT) private readonly report: ReportHop | undefined,
  ) {}

  @EventPattern('deliveries')
  lanes(_boot?: unknown) {
    return withHops(deliveries(this.context), this.report, { taken: 'notifier', done: 'chat' });
  }
}

@Module({})
export class NotifierModule {
  static with(context: Context, report: ReportHop | undefined): DynamicModule {
    const providers = [
      { provide: CONTEXT, useValue: context },
      { provide: REPORT, useValue: report },
    ];
    return { module: NotifierModule, controllers: [DeliveriesController], providers };
  }
}
