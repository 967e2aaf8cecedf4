import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VARIABLES, readConfig } from '#config';
import { messengers, trackers } from '#plugins';
import { wholeSchema } from './config-schema.js';

const root = join(import.meta.dirname, '..', '..');

describe('the sample configuration', () => {
  it('works as it stands', () => {
    const env = {
      RELAYDESK_CONFIG: join(root, 'relaydesk.sample.yaml'),
      RELAYDESK_SECRET: 'a long random text, for all processes',
      TELEGRAM_BOT_TOKEN: '1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      REDMINE_API_KEY: '0123456789abcdef',
    };
    const { desks } = readConfig(env, { messengers, trackers });
    expect(desks).toMatchObject([{ id: 'acme', tracker: { kind: 'redmine' } }]);
  });
});

describe('the configuration’s schema', () => {
  it('says of every key what it is', () => {
    const bare: string[] = [];
    const walk = (schema: ReturnType<typeof wholeSchema>, path: string): void => {
      for (const [key, inner] of Object.entries(schema.properties ?? {})) {
        if (!inner.description && path !== '.desks.options.defaultProject') bare.push(`${path}.${key}`);
        walk(inner, `${path}.${key}`);
        for (const one of [
          inner.items,
          ...(inner.oneOf ?? []),
          ...(inner.items?.oneOf ?? []),
          ...(inner.anyOf ?? []),
        ]) {
          if (one) walk(one, `${path}.${key}`);
        }
      }
    };
    walk(wholeSchema(), '');
    expect(bare).toEqual([]);
  });

  it('has a key for every variable', () => {
    const keys = Object.keys(wholeSchema().properties ?? {});
    for (const [, key] of VARIABLES) expect(keys).toContain(key);
  });

  it('is what the documents were made of', () => {
    const written: unknown = JSON.parse(readFileSync(join(root, 'docs/reference/config.schema.json'), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(wholeSchema())));
  });
});
