import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const Desk = z.object({
  name: z.string(),
  /** Where Telegram posts this bot's updates. */
  path: z.string(),
  token: z.string(),
  secret: z.string(),
  tracker: z.object({ url: z.string(), apiKey: z.string(), project: z.int() }),
});
export type Desk = z.infer<typeof Desk>;

const Configured = z.object({
  port: z.int(),
  publicUrl: z.string(),
  apiRoot: z.string(),
  redisUrl: z.string(),
  desks: z.array(Desk),
});
export type Configured = z.infer<typeof Configured>;

/** What a rival is told at its start: the path of a file is its only argument. */
export async function readConfigured([path = '']: readonly string[]): Promise<Configured> {
  return Configured.parse(JSON.parse(await readFile(path, 'utf8')));
}
