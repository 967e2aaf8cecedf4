import 'reflect-metadata';
import { Command } from 'commander';
import { ConfigError } from '#config';
import { deadLetters } from './dead-letters/command.js';
import type { EraseOptions } from './erase/run-erase.js';
import type { WhyOptions } from './why/run-why.js';

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

program
  .command('erase')
  .description('erases all that is kept of a desk, or of a person, and searches every store for what is left')
  .requiredOption('--desk <id>', 'the desk')
  .option('--person <id>', 'the person’s id at the messenger; without it the whole desk is erased')
  .option('--channel <id>', 'the channel that knows the person')
  .option('--search <words...>', 'more that must not be left anywhere: their name, something they wrote', [])
  .option('--yes', 'asks nothing')
  .action(async (options: EraseOptions) => {
    process.exitCode = await (await import('./erase/run-erase.js')).runErase(options);
  });

program
  .command('why')
  .argument('<issue>', 'its number in the tracker')
  .argument('[person]', 'their account’s id, or a part of their name; else everybody')
  .description('says why somebody was, or was not, shown what changed on an issue in the last 14 days')
  .option('--desk <id>', 'needed where there are several')
  .option('--json', 'a line of JSON for each')
  .action(async (issue: string, person: string | undefined, options: WhyOptions) =>
    (await import('./why/run-why.js')).runWhy(issue, person, options),
  );

program
  .command('doctor')
  .description(
    'looks at everything there is and says what it found; changes nothing. Ends with 1 where something is wrong',
  )
  .option('--json', 'a line of JSON for each finding')
  .action(async (options: { json?: boolean }) => {
    process.exitCode = await (await import('./doctor/run-doctor.js')).runDoctor(options);
  });

program.addCommand(deadLetters());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof ConfigError || error instanceof Error ? error.message : String(error));
  process.exit(1);
});
