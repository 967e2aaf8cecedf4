import { DESK_VARIABLES, exampleOf, type JsonSchema, VARIABLES } from '#config';

const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const code = (text: string) => `\`${text}\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** The reference of every key: what it is, and what it may be. */
export function configPage(schema: JsonSchema): string {
  const desk = schema.properties?.['desks']?.items ?? {};
  const { channels, tracker, options } = desk.properties ?? {};
  return `# Configuration

Generated from the schemas of \`libs/config\`, of each messenger and of each tracker by \`npm run reference\`; do not edit.

One YAML file, \`./relaydesk.yaml\` or where \`RELAYDESK_CONFIG\` says; [\`relaydesk.sample.yaml\`](../../relaydesk.sample.yaml)
has every key. \`\${NAME}\` in a text stands for the variable of that name, so that no secret need stand in the file. What is
wrong is said all at once, at start. Editors complete and check the file by [\`config.schema.json\`](config.schema.json).

## The file

${keys(schema)}

### \`retention\`

${keys(schema.properties?.['retention'] ?? {})}

## A desk

${keys(desk)}

## Its options

${keys(options ?? {})}

### \`windowSeconds\`

${keys(options?.properties?.['windowSeconds']?.anyOf?.[0] ?? {})}

${(channels?.items?.oneOf ?? []).map((one) => section('A channel', 'messenger', one)).join('\n\n')}

${(tracker?.oneOf ?? []).map((one) => section('A tracker', 'kind', one)).join('\n\n')}

## Variables

They win over the file. OpenTelemetry's own (\`OTEL_…\`) stand in [TELEMETRY.md](../TELEMETRY.md).

${table(
  ['variable', 'key'],
  VARIABLES.map(([variable, key]) => [code(variable), code(key)]),
)}

Without a list of desks, and with a bot's token, one desk is made of these; with \`REDMINE_URL\` its tracker is that Redmine,
else the local one.

${table(
  ['variable', 'key of its'],
  Object.entries(DESK_VARIABLES).flatMap(([of, variables]) =>
    variables.map(([variable, key]) => [code(variable), `${of}: ${code(key)}`]),
  ),
)}
`;
}

const section = (title: string, name: string, schema: JsonSchema) =>
  `## ${title}: \`${String(schema.properties?.[name]?.const)}\`\n\n${keys(schema)}`;

function keys({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([key, schema]) => [
    code(key),
    required.includes(key) ? 'needed' : standard(schema),
    example(schema),
    schema.description ?? '',
  ]);
  return table(['key', 'default', 'example', ''], rows);
}

const shown = (value: unknown) => code(typeof value === 'string' ? value : JSON.stringify(value));

const standard = ({ default: value }: JsonSchema) =>
  value === undefined || JSON.stringify(value) === '{}' ? '–' : shown(value);

function example(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map(shown).join(', ');
  const value = schema.default === undefined ? exampleOf(schema) : undefined;
  return value === undefined ? '' : shown(value);
}
