import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { errorFacts, type Logger } from './logger.js';
import { createMeasurements } from './measurements.js';
import { samplerOf } from './sampler.js';
import { createSpans } from './spans.js';
import { noTelemetry, type Telemetry } from './telemetry.js';
import type { TelemetrySettings } from './telemetry-settings.js';

const SCOPE = 'relaydesk';
const FLUSH_MS = 2_000;
const COMPLAIN_MS = 60_000;

/** OpenTelemetry's SDK as the settings say. Where to, and with what credential, its exporters read for themselves. */
export function openTelemetry(service: string, settings: TelemetrySettings, logger: Logger): Telemetry {
  const { ignored } = settings;
  if (ignored.length > 0) logger.warn({ ignored }, 'Variables of OpenTelemetry mean nothing here and are ignored.');
  const complain = sometimes((error) => logger.warn(errorFacts(error), 'Telemetry could not be exported.'));
  setGlobalErrorHandler(complain);
  const resource = resourceOf(service);
  const tracers = settings.traces ? openTracers(settings, resource) : undefined;
  const meters = settings.metrics ? openMeters(settings, resource) : undefined;
  return {
    ...noTelemetry,
    ...(tracers && createSpans(tracers.getTracer(SCOPE))),
    ...(meters && createMeasurements(meters.getMeter(SCOPE))),
    close: () => within(FLUSH_MS, Promise.all([tracers?.shutdown(), meters?.shutdown()]).catch(complain)),
  };
}

type Resource = ReturnType<typeof resourceOf>;

/** What the environment says of the service wins. */
const resourceOf = (service: string) =>
  defaultResource()
    .merge(detectResources({ detectors: [serviceInstanceIdDetector] }))
    .merge(resourceFromAttributes({ 'service.name': `relaydesk-${service}` }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));

function openTracers(settings: TelemetrySettings, resource: Resource): TracerProvider {
  const processor = new BatchSpanProcessor({
    exporter: new OTLPTraceExporter(),
    scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
    maxQueueSize: settings.OTEL_BSP_MAX_QUEUE_SIZE,
  });
  return new TracerProvider({ resource, sampler: samplerOf(settings), spanProcessors: [processor] });
}

function openMeters(settings: TelemetrySettings, resource: Resource): MeterProvider {
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: settings.OTEL_METRIC_EXPORT_INTERVAL,
  });
  return new MeterProvider({ resource, readers: [reader] });
}

/** A collector that is away is told once a minute, not at every export. */
function sometimes(tell: (error: unknown) => void): (error: unknown) => void {
  let again = 0;
  return (error) => {
    if (performance.now() < again) return;
    again = performance.now() + COMPLAIN_MS;
    tell(error);
  };
}

async function within(ms: number, done: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([done, promise]);
  clearTimeout(timer);
}
