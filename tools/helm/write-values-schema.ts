/** Writes the chart's `values.schema.json` from the schema of the configuration. */
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { VALUES_SCHEMA_FILE, valuesSchema } from './values-schema.js';

const json = JSON.stringify(valuesSchema(), undefined, 2);
await writeFile(
  VALUES_SCHEMA_FILE,
  await format(json, { ...(await resolveConfig(VALUES_SCHEMA_FILE)), parser: 'json' }),
);
