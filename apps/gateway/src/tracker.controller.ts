import { Body, Controller, Headers, HttpCode, HttpException, Inject, Param, Post } from '@nestjs/common';
import { DeskId } from '#contracts';
import { answerNotAcknowledged } from './answers.js';
import type { Publishing } from './publish-batches.js';
import { hintRecords } from './to-records.js';
import { DESKS, type DesksById, PUBLISHING } from './tokens.js';

/** Where trackers say that something may have changed. It only makes an issue be read again. */
@Controller('tracker')
export class TrackerController {
  constructor(
    @Inject(DESKS) private readonly desks: DesksById,
    @Inject(PUBLISHING) private readonly publishing: Publishing,
  ) {}

  @Post(':desk')
  @HttpCode(204)
  async take(
    @Param('desk') desk: string,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body: unknown,
  ): Promise<void> {
    const id = DeskId.safeParse(desk);
    const found = id.success ? this.desks.get(id.data) : undefined;
    if (!found?.tracker.webhook || !Buffer.isBuffer(body)) throw new HttpException('no such desk', 404);
    const issues = found.tracker.webhook.accept(headers, body);
    if (!issues) throw new HttpException('not genuine', 401);
    await this.publishing.publish(hintRecords(found.id, body, issues, Date.now())).catch(answerNotAcknowledged);
  }
}
