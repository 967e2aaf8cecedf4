/** The rival that keeps what people say in Redis: telegraf, BullMQ and ioredis. */
import { Agent } from 'node:http';
import { Redis } from 'ioredis';
import { Telegraf } from 'telegraf';
import { message } from 'telegraf/filters';
import type { TelegramEmoji, Update } from 'telegraf/types';
import { z } from 'zod';
import { answerAsked } from '../../../cluster/answer-asked.js';
import { answerSaid } from '../rival/answer-said.js';
import { type Desk, readConfigured } from '../rival/desks.js';
import { heedLimits, isRefused } from '../rival/heed-limits.js';
import { createOpenFile } from '../rival/open-file.js';
import { connectToTrackers, createRedmine } from '../rival/redmine.js';
import { saidIn } from '../rival/said.js';
import { serveWebhooks, type Take } from '../rival/serve-webhooks.js';
import { watchTracker } from '../rival/watch-tracker.js';
import { openDeskQueue } from './desk-queue.js';
import { createRedisBook } from './redis-book.js';

const { port, publicUrl, apiRoot, redisUrl, desks } = await readConfigured(process.argv.slice(2));
const trackers = connectToTrackers();
const redis = new Redis(redisUrl, { maxRetriesPerRequest: null, enableAutoPipelining: true });
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function serveDesk({ name, path, token, secret, tracker }: Desk, after: number) {
  const bot = new Telegraf(token, { telegram: { apiRoot, agent, webhookReply: false } });
  const { telegram } = bot;
  const redmine = createRedmine(tracker, trackers);
  const book = createRedisBook(redis, name);
  const open = createOpenFile(async (file) => (await telegram.getFileLink(file)).href, trackers);
  const complain = (error: Error) => console.error(`${name}: ${error.message}`);
  const tell = (chat: number, words: string) =>
    heedLimits(() => telegram.sendMessage(chat, words)).catch((error: Error) => {
      if (!isRefused(error)) throw error;
      complain(error);
    });
  /** A mark that cannot be set holds nothing up. */
  const mark = (chat: number, said: number, emoji: TelegramEmoji) =>
    heedLimits(() => telegram.setMessageReaction(chat, said, [{ type: 'emoji', emoji }])).catch(complain);

  const queue = await openDeskQueue(redis, name, (said, again) =>
    answerSaid({ tell, mark, complain }, { redmine, book, open }, said, again),
  );

  bot.on([message('text'), message('document')], async (ctx) => {
    if (ctx.chat.type === 'private') await queue.add(ctx.update.update_id, saidIn(ctx.message));
  });
  bot.catch((error) => {
    throw error;
  });
  await heedLimits(() => telegram.setWebhook(`${publicUrl}${path}`, { secret_token: secret }));
  void watchTracker(redmine, book, tell, after);
  const take: Take = (update) => bot.handleUpdate(update as Update);
  return { take, close: queue.close };
}

const served = await Promise.all(desks.map((desk, i) => serveDesk(desk, (i / desks.length) * 5_000)));
const server = await serveWebhooks(port, new Map(desks.map((desk, i) => [desk, served[i]?.take ?? (() => undefined)])));

async function end(): Promise<void> {
  server.close();
  await Promise.all(served.map(({ close }) => close()));
  process.exit(0);
}
process.once('SIGTERM', () => void end());
answerAsked(z.never(), () => ({}));
