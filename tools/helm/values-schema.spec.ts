import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { VALUES_SCHEMA_FILE, valuesSchema } from './values-schema.js';

describe('the schema of the chart’s values', () => {
  it('is what the configuration’s own schema says (`npm run reference` writes it)', async () => {
    const written: unknown = JSON.parse(await readFile(VALUES_SCHEMA_FILE, 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(valuesSchema())));
  });
});
