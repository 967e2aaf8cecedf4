import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

const milliseconds = (standard: number) => z.coerce.number().int().positive().default(standard);

/** Of OpenTelemetry's own variables, those that its exporters and resources do not read for themselves. */
const VARIABLES = z.object({
  OTEL_TRACES_SAMPLER: z
    .enum([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ])
    .default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: milliseconds(5_000),
  OTEL_BSP_MAX_QUEUE_SIZE: z.coerce.number().int().positive().default(2_048),
  OTEL_METRIC_EXPORT_INTERVAL: milliseconds(60_000),
});

export type TelemetrySettings = z.infer<typeof VARIABLES> & {
  traces: boolean;
  metrics: boolean;
  /** Variables whose values mean nothing: what is standard holds for them. */
  ignored: readonly string[];
};

/**
 * What is to be exported; undefined where nothing is. A value that means nothing is ignored, as OpenTelemetry asks
 * (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables).
 */
export function telemetrySettings(env: Environment): TelemetrySettings | undefined {
  const traces = isWanted(env, 'TRACES');
  const metrics = isWanted(env, 'METRICS');
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || !(traces || metrics)) return undefined;
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const ignored = VARIABLES.safeParse(given).error?.issues.map(({ path }) => String(path[0])) ?? [];
  for (const name of ignored) delete given[name];
  return { ...VARIABLES.parse(given), traces, metrics, ignored };
}

/** An empty variable is as good as none. */
const isWanted = (env: Environment, signal: 'TRACES' | 'METRICS') =>
  env[`OTEL_${signal}_EXPORTER`] !== 'none' &&
  Boolean(env['OTEL_EXPORTER_OTLP_ENDPOINT'] || env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]);
