import { Controller, Get, HttpException, Inject } from '@nestjs/common';
import { NOT_READY } from './tokens.js';

/** Probes: live while the process answers, ready while it does its work. */
@Controller('health')
export class HealthController {
  constructor(@Inject(NOT_READY) private readonly notReady: () => string | undefined) {}

  @Get('live')
  live(): string {
    return 'live';
  }

  @Get('ready')
  ready(): string {
    const why = this.notReady();
    if (why !== undefined) throw new HttpException(why, 503);
    return 'ready';
  }
}
