import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type ReportHop, withHops } from '#boot';
import { sessionEvents, type SessionOptions } from './lane.js';

const OPTIONS = Symbol('what desks decide about dialogs');
const REPORT = Symbol('who is told of hops');

@Controller()
export class SessionEventsController {
  constructor(
    @Inject(OPTIONS) private readonly options: SessionOptions,
    @Inject(REPORT) private readonly report: ReportHop | undefined,
  ) {}

  @EventPattern('session-events')
  lanes(_boot?: unknown) {
    return withHops(sessionEvents(this.options), this.report, { taken: 'session-aggregator' });
  }
}

@Module({})
export class SessionAggregatorModule {
  static with(options: SessionOptions, report: ReportHop | undefined): DynamicModule {
    const providers = [
      { provide: OPTIONS, useValue: options },
      { provide: REPORT, useValue: report },
    ];
    return { module: SessionAggregatorModule, controllers: [SessionEventsController], providers };
  }
}
