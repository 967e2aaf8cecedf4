/** Writes the chart's `values.schema.json` from the schema of the configuration; the formatter then gives it its shape. */
import { writeFile } from 'node:fs/promises';
import { VALUES_SCHEMA_FILE, valuesSchema } from './values-schema.js';

await writeFile(VALUES_SCHEMA_FILE, JSON.stringify(valuesSchema(), undefined, 2));
