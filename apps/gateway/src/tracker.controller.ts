import { Body, Controller, Headers, HttpCode, HttpException, Inject, Param, Post } from '@nestjs/common';
import { DeskId } from '#contracts';
import type { Telemetry } from '#telemetry';
import { answerNotAcknowledged } from './answers.js';
import type { Publishing } from './publish-batches.js';
import { hintRecords } from './to-records.js';
import { PUBLISHING, TELEMETRY, TRACKER_HOOKS, type TrackerHooks } from './tokens.js';

/**
 * Where trackers say that something may have changed. It only makes an issue be read again, so that one told a second time,
 * by whomever, brings about nothing: it is the same record, and once the inbox has forgotten it, one read more.
 */
@Controller('tracker')
export class TrackerController {
  constructor(
    @Inject(TRACKER_HOOKS) private readonly hooks: TrackerHooks,
    @Inject(PUBLISHING) private readonly publishing: Publishing,
    @Inject(TELEMETRY) private readonly telemetry: Telemetry,
  ) {}

  @Post(':desk')
  @HttpCode(204)
  async take(
    @Param('desk') desk: string,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body: unknown,
  ): Promise<void> {
    const id = DeskId.parse(desk);
    const told = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const issues = this.hooks.get(id)?.accept(headers, told);
    if (!issues) throw new HttpException('not genuine', 401);
    const span = this.telemetry.span('receive hints', { kind: 'server', facts: { 'relaydesk.desk': id } });
    await this.publishing.publish(hintRecords(id, told, issues, Date.now(), span.trace)).then(
      () => span.end(),
      (error) => {
        span.end('not-acknowledged');
        answerNotAcknowledged(error);
      },
    );
  }
}
