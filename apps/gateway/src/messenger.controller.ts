import { Body, Controller, HttpCode, HttpException, Inject, Param, Post } from '@nestjs/common';
import { CHANNELS, type Channels, RECEIVE } from './tokens.js';
import type { Receiving } from './receive-updates.js';
import { answerNotAcknowledged, parseJson } from './answers.js';

/** Where messengers deliver updates. That a request is genuine was checked before its body was read (see `refuseEarly`). */
@Controller('messenger')
export class MessengerController {
  constructor(
    @Inject(CHANNELS) private readonly channels: Channels,
    @Inject(RECEIVE) private readonly receive: Receiving,
  ) {}

  /** 200 once the log has it; 503 with Retry-After while it does not answer, so that the messenger keeps it. */
  @Post(':desk/:channel')
  @HttpCode(200)
  async take(@Param('desk') desk: string, @Param('channel') id: string, @Body() body: Buffer): Promise<void> {
    const channel = this.channels.get(`${desk}/${id}`);
    if (!channel) throw new HttpException('no such channel', 404);
    await this.receive(channel, [parseJson(body)]).catch(answerNotAcknowledged);
  }
}
