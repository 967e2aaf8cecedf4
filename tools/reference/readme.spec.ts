import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '#config';
import { messengers, trackers } from '#plugins';

const root = join(import.meta.dirname, '..', '..');

describe('the README', () => {
  it('shows a configuration that works as it stands', async () => {
    const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(await readFile(join(root, 'README.md'), 'utf8')) ?? [];
    const folder = await mkdtemp(join(tmpdir(), 'relaydesk-readme-'));
    const file = join(folder, 'relaydesk.yaml');
    await writeFile(file, yaml);
    const env = {
      RELAYDESK_CONFIG: file,
      DATABASE_URL: 'postgres://relaydesk@postgres:5432/relaydesk',
      RELAYDESK_SECRET: 'a long random text, for all processes',
      ACME_BOT_TOKEN: '1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      ACME_WEBHOOK_SECRET: 'a-secret-of-Telegram-s',
      ACME_REDMINE_KEY: '0123456789abcdef',
    };
    expect(readConfig(env, { messengers, trackers }).desks.map(({ name }) => name)).toEqual(['Acme Support']);
    await rm(folder, { recursive: true });
  });

  it('names only scripts that exist', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: object };
    for (const page of ['README.md', 'CONTRIBUTING.md']) {
      const named = (await readFile(join(root, page), 'utf8')).matchAll(/npm (?:run )?(?!ci|run)([a-z]+)/g);
      for (const [, name = ''] of named) expect(Object.keys(scripts)).toContain(name);
    }
  });
});
