import { Command, Option } from 'commander';
import type { Standing } from '#dead-letters';
import { parseCount, parseNumber, parseTime, wordsLike } from './options.js';

const STANDINGS: readonly Standing[] = ['open', 'replaying', 'replayed', 'discarded'];

const BY = 'who you are: is kept with them; else your user’s name';

/** `relaydesk dead-letters …`: what was given up, and what becomes of it. */
export function deadLetters(): Command {
  const command = new Command('dead-letters').description('what was given up: to look at, to replay, to discard');
  narrowed(command.command('list'))
    .description('lists them, oldest first; never what they say')
    .addOption(new Option('--standing <standing>', 'else those that can be replayed').choices(STANDINGS))
    .option('--limit <count>', 'how many', parseCount)
    .option('--after <cursor>', 'goes on where the page before ended')
    .option('--json', 'a line of JSON for each')
    .action(async (options) => (await import('./run.js')).listLetters(options));
  command
    .command('show')
    .argument('<numbers...>', 'the letters', parseNumber)
    .description('shows all that is known of them')
    .option('--body', 'and what it says: a customer’s words')
    .option('--json', 'a line of JSON for each')
    .action(async (numbers, options) => {
      process.exitCode = await (await import('./run.js')).showLetters(numbers, options);
    });
  narrowed(command.command('replay'))
    .argument('[numbers...]', 'the letters', parseNumber)
    .description('tries them again, in their order, once, whoever else replays them')
    .option('--all', 'every one')
    .option('--by <name>', BY)
    .action(async (numbers, options) => {
      process.exitCode = await (await import('./run.js')).replay(numbers, options);
    });
  narrowed(command.command('discard'))
    .argument('[numbers...]', 'the letters', parseNumber)
    .description('leaves them undone for good; they stay, with who discarded them and why')
    .option('--all', 'every one')
    .requiredOption('--why <words>', 'is kept with them')
    .option('--by <name>', BY)
    .option('--yes', 'asks nothing')
    .action(async (numbers, options) => {
      process.exitCode = await (await import('./run.js')).discard(numbers, options);
    });
  return command;
}

const narrowed = (command: Command) =>
  command
    .option('--desk <id>', 'of this desk', wordsLike('--desk acme'))
    .option('--kind <kind>', 'of this kind of record or work', wordsLike('--kind write'))
    .option('--cause <words>', 'whose cause has these words in it', wordsLike("--cause 'down too long'"))
    .option('--since <time>', 'given up then or later: 2026-11-21T09:30Z, or so long ago: 90m, 12h, 7d; UTC', parseTime)
    .option('--until <time>', 'given up before', parseTime);
