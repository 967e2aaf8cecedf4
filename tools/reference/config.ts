/**
 * Writes the configuration's sample, JSON schema and reference page from the schemas that check it; with `--check`, fails
 * where they are not current.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configPage } from './config-page.ts';
import { configSample } from './config-sample.ts';
import { wholeSchema } from './config-schema.ts';

const root = join(import.meta.dirname, '..', '..');
const schema = wholeSchema();
const pages: Readonly<Record<string, string>> = {
  'docs/reference/config.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
  'docs/reference/configuration.md': configPage(schema),
  'relaydesk.sample.yaml': configSample(schema),
};

for (const [path, page] of Object.entries(pages)) {
  const file = join(root, path);
  if (!process.argv.includes('--check')) await writeFile(file, page);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== page) {
    process.stderr.write(`${path} is not what the schemas say: run \`npm run reference\`.\n`);
    process.exitCode = 1;
  }
}
