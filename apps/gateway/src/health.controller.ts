import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Health, readiness } from '#boot';
import { HEALTH } from './tokens.js';

/** Probes: live while the process answers, ready while it does its work. */
@Controller('health')
export class HealthController {
  constructor(@Inject(HEALTH) private readonly health: Health) {}

  @Get('live')
  live(): string {
    return 'live';
  }

  @Get('ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { status, body } = readiness(this.health);
    reply.code(status);
    return body;
  }
}
