import { Body, Controller, Headers, HttpCode, HttpException, Inject, Param, Post } from '@nestjs/common';
import { DeskId } from '#contracts';
import { answerNotAcknowledged } from './answers.js';
import type { Publishing } from './publish-batches.js';
import { hintRecords } from './to-records.js';
import { PUBLISHING, TRACKER_HOOKS, type TrackerHooks } from './tokens.js';

/**
 * Where trackers say that something may have changed. It only makes an issue be read again, so that one told a second time,
 * by whomever, brings about nothing: it is the same record, and once the inbox has forgotten it, one read more.
 */
@Controller('tracker')
export class TrackerController {
  constructor(
    @Inject(TRACKER_HOOKS) private readonly hooks: TrackerHooks,
    @Inject(PUBLISHING) private readonly publishing: Publishing,
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
    await this.publishing.publish(hintRecords(id, told, issues, Date.now())).catch(answerNotAcknowledged);
  }
}
