import type { Secrets } from './folder/secrets.js';
import type { Environment } from './settings.js';

export type ServicesSetting = {
  databaseUrl: string;
  /** Where the gateway listens. */
  port: number;
  /** Absent: those of the configuration file. */
  bot?: { token: string; apiRoot?: string | undefined } | undefined;
  /** Absent: the Redmine of the environment, or those of the configuration file. */
  localTracker?: { url: string; publicUrl: string } | undefined;
};

/** Variables of a cluster: one machine has the Postgres log, and no public address is needed. */
const LEFT_OUT = ['KAFKA_BROKERS', 'REDIS_URL', 'PUBLIC_URL', 'TELEGRAM_WEBHOOK_SECRET'];

/** The environment of the child process: ours, with what the parent has started put into it. */
export function servicesEnvironment(env: Environment, secrets: Secrets, setting: ServicesSetting): Environment {
  const { databaseUrl, port, bot, localTracker } = setting;
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !LEFT_OUT.includes(name)));
  return {
    DESK_NAME: 'Acme Support',
    RELAYDESK_SECRET: secrets.codes,
    ...kept,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    ...(bot && { TELEGRAM_BOT_TOKEN: bot.token }),
    ...(bot?.apiRoot !== undefined && { TELEGRAM_API_ROOT: bot.apiRoot }),
    ...(localTracker && {
      LOCAL_TRACKER_URL: localTracker.url,
      LOCAL_TRACKER_PUBLIC_URL: localTracker.publicUrl,
      LOCAL_TRACKER_TOKEN: secrets.trackerToken,
      LOCAL_TRACKER_WEBHOOK_SECRET: secrets.hookSecret,
    }),
  };
}
