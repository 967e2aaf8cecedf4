/** Writes docs/reference/topics.md from the topic table of the contracts; with `--check`, fails where it is not current. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPICS, TOPIC_NAMES } from '#contracts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'reference', 'topics.md');

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const code = (name: string) => `\`${name}\``;

const table = [
  row(['topic', 'read by', 'written by', 'key', 'records']),
  row(Array.from({ length: 5 }, () => '---')),
  ...TOPIC_NAMES.map((name) => {
    const { consumer, producers, keys, records } = TOPICS[name];
    return row([code(name), consumer, producers.join(', '), keys, Object.keys(records).map(code).join(', ')]);
  }),
];

const page = `# Topics

Generated from \`libs/contracts/src/topics.ts\` by \`npm run reference\`; do not edit.

Each service reads exactly one topic, and order is kept within a key. Schemas only grow: a new meaning is a new version
beside the old one.

${table.join('\n')}
`;

if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8').catch(() => '')) !== page) {
    process.stderr.write('docs/reference/topics.md is not what libs/contracts says: run `npm run reference`.\n');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, page);
}
