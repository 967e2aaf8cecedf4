/**
 * Makes the compact schema of what the simulator serves out of a full description of the Bot API
 * (PaulSonOfLars/telegram-bot-api-spec): `node apps/simulator/tools/make-schema.ts <api.json>`.
 * In the result `name!` is required, and `A|B` is either; a type that only groups others is the list of their names.
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Field = { name: string; types: string[]; required: boolean };
type Api = {
  methods: Record<string, { returns: string[]; fields?: Field[] }>;
  types: Record<string, { subtypes?: string[]; fields?: Field[] }>;
};

const source = process.argv[2];
if (source === undefined) throw new Error('Name the Bot API description: node make-schema.ts <api.json>');
const api = JSON.parse(readFileSync(source, 'utf8')) as Api;
const folder = new URL('../src/schema/', import.meta.url);
const served = JSON.parse(readFileSync(new URL('served.json', folder), 'utf8')) as string[];

const compact = (fields: Field[] = []) =>
  Object.fromEntries(fields.map((field) => [field.required ? `${field.name}!` : field.name, field.types.join('|')]));

const methods = Object.fromEntries(
  served.map((name) => {
    const method = api.methods[name];
    if (method === undefined) throw new Error(`The description has no method ${name}`);
    return [name, { returns: method.returns.join('|'), takes: compact(method.fields) }];
  }),
);

const types: Record<string, unknown> = {};
const include = (expression: string): void => {
  for (const name of expression.replaceAll('Array of ', '').split('|')) {
    const type = api.types[name];
    if (type === undefined || name in types) continue;
    types[name] = type.subtypes ?? compact(type.fields);
    (type.subtypes ?? (type.fields ?? []).map((field) => field.types.join('|'))).forEach(include);
  }
};
include('Update');
include('ResponseParameters');
for (const method of Object.values(methods)) [method.returns, ...Object.values(method.takes)].forEach(include);

const lines = (entries: Record<string, unknown>) =>
  `{\n${Object.entries(entries)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
    .join(',\n')}\n}\n`;
writeFileSync(new URL('methods.generated.json', folder), lines(methods));
writeFileSync(new URL('types.generated.json', folder), lines(types));
