import { fileWithDesks } from '#config';
import { z } from 'zod';
import { CannotStart } from './cannot-start.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 8_080;
const Port = z.coerce.number().int().min(0).max(65_535);

export type Settings = {
  port: number;
  databaseUrl: string | undefined;
  /** A real bot's token; absent: the simulated messenger. */
  botToken: string | undefined;
  telegramApi: string;
  /** Absent: the local tracker. */
  redmineUrl: string | undefined;
  /** The configuration file whose desks are to run; absent: one desk of our own. */
  desksFile: string | undefined;
};

/** What of the environment concerns the parent; the rest is for the services, who read it themselves. */
export function readSettings(env: Environment): Settings {
  const port = Port.safeParse(env['PORT'] || DEFAULT_PORT);
  if (!port.success) throw new CannotStart(`PORT=${env['PORT']} is not a port: it is a number from 0 to 65535.`);
  if (env['REDMINE_URL'] && !env['REDMINE_API_KEY']) {
    throw new CannotStart('REDMINE_URL needs REDMINE_API_KEY beside it: the key of an administrator.');
  }
  return {
    port: port.data,
    databaseUrl: env['DATABASE_URL'] || undefined,
    botToken: env['TELEGRAM_BOT_TOKEN'] || undefined,
    telegramApi: env['TELEGRAM_API_ROOT'] || 'https://api.telegram.org',
    desksFile: fileWithDesks(env),
    redmineUrl: (env['REDMINE_PUBLIC_URL'] || env['REDMINE_URL'])?.replace(/\/+$/, '') || undefined,
  };
}
