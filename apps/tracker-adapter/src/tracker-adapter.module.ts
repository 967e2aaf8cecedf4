import { Controller, type DynamicModule, Inject, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type ReportHop, withHops } from '#boot';
import { trackerWork } from './lane.js';
import type { Context } from './work/context.js';

const CONTEXT = Symbol('what every kind of work needs');
const REPORT = Symbol('who is told of hops');

@Controller()
export class TrackerWorkController {
  constructor(
    @Inject(CONTEXT) private readonly context: Context,
    @Inject(REPORT) private readonly report: ReportHop | undefined,
  ) {}

  @EventPattern('tracker-work')
  lanes(_boot?: unknown) {
    return withHops(trackerWork(this.context), this.report, { taken: 'tracker-adapter', done: 'tracker' });
  }
}

@Module({})
export class TrackerAdapterModule {
  static with(context: Context, report: ReportHop | undefined): DynamicModule {
    const providers = [
      { provide: CONTEXT, useValue: context },
      { provide: REPORT, useValue: report },
    ];
    return { module: TrackerAdapterModule, controllers: [TrackerWorkController], providers };
  }
}
