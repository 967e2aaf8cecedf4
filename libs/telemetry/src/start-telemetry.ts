import type { Logger } from './logger.js';
import { noTelemetry, type Telemetry } from './telemetry.js';
import { type Environment, telemetrySettings } from './telemetry-settings.js';

/**
 * Tells a collector of this process, where OpenTelemetry's own variables name one; else nothing is loaded and nothing is
 * told. `service`: as in `relaydesk-<service>`, unless OTEL_SERVICE_NAME says otherwise. `env`: the process' own, where the
 * exporters read their part for themselves.
 */
export async function startTelemetry(service: string, env: Environment, logger: Logger): Promise<Telemetry> {
  const settings = telemetrySettings(env);
  if (!settings) return noTelemetry;
  const { openTelemetry } = await import('./open-telemetry.js');
  return openTelemetry(service, settings, logger);
}
