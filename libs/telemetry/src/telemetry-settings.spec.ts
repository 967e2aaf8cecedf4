import { describe, expect, it } from '@jest/globals';
import { telemetrySettings } from './telemetry-settings.js';

const OTLP = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('telemetry', () => {
  it.each([
    ['no variable', {}],
    ['an empty address', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    ['a disabled SDK', { ...OTLP, OTEL_SDK_DISABLED: 'True' }],
    ['no exporter for either', { ...OTLP, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }],
  ])('is off with %s', (_, env) => {
    expect(telemetrySettings(env)).toBeUndefined();
  });

  it.each([
    ['both', 'the one address', OTLP, { traces: true, metrics: true }],
    ['traces', 'their address', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://x' }, { traces: true, metrics: false }],
    ['metrics', 'their address', { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://x' }, { traces: false, metrics: true }],
    ['metrics', 'no traces', { ...OTLP, OTEL_TRACES_EXPORTER: 'none' }, { traces: false, metrics: true }],
  ])('exports %s, given %s', (_what, _given, env, settings) => {
    expect(telemetrySettings(env)).toMatchObject(settings);
  });

  it('ignores values that mean nothing, and names their variables', () => {
    const env = {
      ...OTLP,
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_TRACES_SAMPLER_ARG: '7',
      OTEL_BSP_SCHEDULE_DELAY: '',
    };
    expect(telemetrySettings(env)).toMatchObject({
      OTEL_TRACES_SAMPLER: 'parentbased_always_on',
      OTEL_TRACES_SAMPLER_ARG: 1,
      OTEL_BSP_SCHEDULE_DELAY: 5_000,
      ignored: ['OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG'],
    });
  });
});
