import { join } from 'node:path';
import { wholeSchema } from '../reference/config-schema.js';

export const VALUES_SCHEMA_FILE = join(import.meta.dirname, '..', '..', 'helm', 'relaydesk', 'values.schema.json');

/** A JSON schema, as far as it is rebuilt here. */
type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | object;
  [more: string]: unknown;
};

const PLACEHOLDER = String.raw`\$\{[A-Z0-9_]+\}`;

const object = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});
const free: Schema = { type: 'object' };
const list: Schema = { type: 'array' };
const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const count = (minimum: number): Schema => ({ type: 'integer', minimum });
const reach = (more: Record<string, Schema> = {}) => object({ to: list, ...more });
const ports: Schema = { type: 'array', items: { type: 'integer', minimum: 1, maximum: 65_535 } };

const service = (autoscaling: Record<string, Schema>) =>
  object({
    replicas: count(1),
    resources: free,
    // At least one: windows close and polls come due also where nothing arrives.
    autoscaling: object({ enabled: flag, minReplicas: count(1), maxReplicas: count(1), ...autoscaling }),
  });
const consumer = service({ lagThreshold: count(1) });

/** What `values.yaml` of the chart may hold. `config` is the configuration file's own schema and that of every plugin. */
export function valuesSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...object({
      global: free,
      image: object({
        repository: text,
        tag: text,
        digest: text,
        pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
      }),
      imagePullSecrets: list,
      config: configSchema(),
      secret: object({ existing: text, values: { type: 'object', additionalProperties: { type: 'string' } } }),
      services: object({
        gateway: service({ cpuPercent: count(1) }),
        'session-aggregator': consumer,
        'tracker-adapter': consumer,
        notifier: consumer,
      }),
      migrate: object({ enabled: flag, resources: free, deadlineSeconds: count(1) }),
      gateway: object({
        preStopSeconds: count(1),
        service: object({ type: text, port: count(1), annotations: free }),
        ingress: object({ enabled: flag, className: text, annotations: free, host: text, tlsSecret: text }),
      }),
      networkPolicy: object({
        enabled: flag,
        gatewayFrom: list,
        dns: reach(),
        parts: reach({ ports }),
        messengers: reach({ ports }),
        trackers: reach({ ports }),
      }),
      disruptionBudget: object({ enabled: flag, maxUnavailable: { type: ['integer', 'string'] } }),
      topologySpread: flag,
      nodeSelector: free,
      tolerations: list,
      affinity: free,
      priorityClassName: text,
      podAnnotations: free,
      serviceAccountName: text,
      extraEnv: list,
      extraVolumes: list,
      extraVolumeMounts: list,
    }),
  };
}

function configSchema(): Schema {
  const { $schema: _, required: __, ...file }: Schema = wholeSchema();
  // That there is no desk is told by the templates, in words. What else is missing here may be in the environment.
  delete file.properties?.['desks']?.['minItems'];
  return refined(file);
}

/** Every text may be `${NAME}` instead, and an object has no keys but its own: a misspelt one would be passed over. */
function refined<T>(value: T): T {
  if (Array.isArray(value)) return value.map(refined) as T;
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, refined<unknown>(item)]),
  ) as Schema;
  if (schema.type === 'object') return { ...schema, additionalProperties: schema.additionalProperties ?? false } as T;
  const { type, description, default: preset, ...rules } = schema;
  if (type !== 'string' || rules['enum'] || Object.keys(rules).length === 0) return schema as T;
  return { type, description, default: preset, anyOf: [{ pattern: PLACEHOLDER }, rules] } as T;
}
