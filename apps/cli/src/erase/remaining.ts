import type { Config } from '#config';
import type { Subject } from '#correlation';

/** What no erasing reaches, in plain words. Pure. */
export function remaining({ kafkaBrokers }: Pick<Config, 'kafkaBrokers'>, { person }: Subject): string {
  const lines = [
    'This stays:',
    '  - Issues, comments and files in the tracker are the tracker’s: erase them there.',
    '  - Messages in the chats are the messenger’s: delete them there.',
    '  - Backups keep what they hold. Whoever restores one erases again.',
  ];
  if (kafkaBrokers) {
    lines.push(
      '  - Kafka’s topics keep their records until their retention is over: how many of theirs, and until when, is said at the ' +
        'end. Nobody reads them again, unless Postgres is restored to an older point.',
    );
  }
  if (person) {
    lines.push(
      '  - What others were told of them stands in the others’ chats, and what the tracker tells of their account later is told again.',
    );
  }
  return lines.join('\n');
}
