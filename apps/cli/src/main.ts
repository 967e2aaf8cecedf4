import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigError } from '#config';

const SERVICES = ['gateway', 'session-aggregator', 'tracker-adapter', 'notifier'] as const;
export type Service = (typeof SERVICES)[number];

const program = new Command('relaydesk').description(
  'Joins the chats people live in to the trackers their work lives in.',
);

program
  .command('standalone')
  .description('everything in one place, with nothing to install: what `npm start` does')
  .action(async () => (await import('./start-standalone.js')).startStandalone());

program
  .command('start')
  .argument('<service>', SERVICES.join(', '))
  .description('one service of a cluster; any number of each')
  .action(async (name: string) => {
    const service = SERVICES.find((one) => one === name);
    if (!service) return program.error(`There is no service ${name}; there are ${SERVICES.join(', ')}.`);
    await (await import('./start-service.js')).startService(service);
  });

program
  .command('migrate')
  .description('makes tables and topics; safe to run twice, also at once')
  .action(async () => (await import('./migrate.js')).runMigrate());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
  process.exit(1);
});
