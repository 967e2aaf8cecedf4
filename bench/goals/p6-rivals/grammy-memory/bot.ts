/** The rival that keeps everything in its memory: grammY and its runner. */
import { sequentialize } from '@grammyjs/runner';
import { Bot } from 'grammy';
import type { ReactionTypeEmoji, Update } from 'grammy/types';
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
import { createMemoryBook } from './memory-book.js';

const { port, publicUrl, apiRoot, desks } = await readConfigured(process.argv.slice(2));
const trackers = connectToTrackers();
/** What was taken and is not saved yet. */
const underWay = new Set<Promise<void>>();

async function serveDesk({ name, path, token, secret, tracker }: Desk, after: number): Promise<Take> {
  const bot = new Bot(token, { client: { apiRoot } });
  const redmine = createRedmine(tracker, trackers);
  const book = createMemoryBook();
  const linkTo = async (file: string) => `${apiRoot}/file/bot${token}/${(await bot.api.getFile(file)).file_path ?? ''}`;
  const open = createOpenFile(linkTo, trackers);
  const complain = (error: Error) => console.error(`${name}: ${error.message}`);
  const tell = (chat: number, words: string) =>
    heedLimits(() => bot.api.sendMessage(chat, words)).catch((error: Error) => {
      if (!isRefused(error)) throw error;
      complain(error);
    });
  /** A mark that cannot be set holds nothing up. */
  const mark = (chat: number, said: number, emoji: ReactionTypeEmoji['emoji']) =>
    heedLimits(() => bot.api.setMessageReaction(chat, said, [{ type: 'emoji', emoji }])).catch(complain);

  bot.use(sequentialize((ctx) => (ctx.chat ? String(ctx.chat.id) : undefined)));
  bot.chatType('private').on(['message:text', 'message:document'], async (ctx) => {
    await answerSaid({ tell, mark, complain }, { redmine, book, open }, saidIn(ctx.message), false);
  });
  await bot.init();
  await heedLimits(() => bot.api.setWebhook(`${publicUrl}${path}`, { secret_token: secret }));
  void watchTracker(redmine, book, tell, after);
  return (update) => {
    const handled: Promise<void> = bot
      .handleUpdate(update as Update)
      .catch(complain)
      .finally(() => underWay.delete(handled));
    underWay.add(handled);
  };
}

const takes = await Promise.all(desks.map((desk, i) => serveDesk(desk, (i / desks.length) * 5_000)));
const server = await serveWebhooks(port, new Map(desks.map((desk, i) => [desk, takes[i] ?? (() => undefined)])));

async function end(): Promise<void> {
  server.close();
  while (underWay.size > 0) await Promise.all(underWay);
  process.exit(0);
}
process.once('SIGTERM', () => void end());
answerAsked(z.never(), () => ({}));
