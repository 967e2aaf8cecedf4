import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startOtlpReceiver } from '#testkit';
import { INSTRUMENTS } from './instruments.js';
import { silent } from './logger.js';
import { startTelemetry } from './start-telemetry.js';

let collector: Awaited<ReturnType<typeof startOtlpReceiver>>;
const before = { ...process.env };

beforeEach(async () => {
  collector = await startOtlpReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
});
afterEach(async () => {
  process.env = { ...before };
  await collector.close();
});

const start = () => startTelemetry('gateway', process.env, silent);

/** What of OpenTelemetry a process has loaded after it has started with these variables. */
async function loadedBy(env: Record<string, string>): Promise<string[]> {
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const args = ['--import', here('../../../tools/source/register.mjs'), here('rehearsal/loaded.ts')];
  const { PATH, HOME } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { PATH, HOME, ...env } });
  return JSON.parse(stdout) as string[];
}

describe('a process', () => {
  it('loads nothing of OpenTelemetry unless it is told where to send', async () => {
    expect(await loadedBy({})).toEqual([]);
    expect(await loadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: 'true' })).toEqual([]);
    const told = await loadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    expect(told).toEqual(expect.arrayContaining(['@opentelemetry/sdk-trace', '@opentelemetry/sdk-metrics']));
  });

  it.each([
    ['after its service', {}, 'relaydesk-gateway'],
    ['as it is told', { OTEL_SERVICE_NAME: 'chat-bridge' }, 'chat-bridge'],
  ])('is named %s', async (_, env, name) => {
    Object.assign(process.env, env);
    const telemetry = await start();
    telemetry.span('receive update', { kind: 'server' }).end();
    await telemetry.close();
    expect(collector.spans.map(({ service }) => service)).toEqual([name]);
  });

  it('ends before a collector that does not answer is given up, and says that it was', async () => {
    const silence = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silence, 'listening');
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${(silence.address() as AddressInfo).port}`;
    process.env['OTEL_METRICS_EXPORTER'] = 'none';
    process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '3000';
    const said: string[] = [];
    const { promise: complained, resolve } = Promise.withResolvers<void>();
    const warn = (_facts: object, message: string) => resolve(void said.push(message));
    const telemetry = await startTelemetry('gateway', process.env, { ...silent, warn });
    telemetry.span('receive update', { kind: 'server' }).end();
    await telemetry.close();
    expect(said).toEqual([]);
    await complained;
    expect(said).toEqual(['Telemetry could not be exported.']);
    silence.close();
    silence.closeAllConnections();
  });
});

describe('a trace', () => {
  it('is told whole or not at all, whoever of its hops is asked', async () => {
    process.env['OTEL_TRACES_SAMPLER'] = 'parentbased_traceidratio';
    process.env['OTEL_TRACES_SAMPLER_ARG'] = '0.5';
    const [gateway, adapter] = [await start(), await start()];
    for (let i = 0; i < 64; i += 1) {
      const root = gateway.span('receive update', { kind: 'server' });
      adapter.span('run create', { kind: 'client', trace: root.trace }).end();
      root.end();
    }
    await Promise.all([gateway.close(), adapter.close()]);
    const told = Map.groupBy(collector.spans, ({ traceId }) => traceId);
    expect(told.size).toBeGreaterThan(0);
    expect(told.size).toBeLessThan(64);
    for (const spans of told.values())
      expect(spans.map(({ name }) => name).sort()).toEqual(['receive update', 'run create']);
  });

  it('says what failed by its kind', async () => {
    const telemetry = await start();
    telemetry.span('run create', { kind: 'client' }).end('unknown');
    await telemetry.close();
    expect(collector.spans).toMatchObject([{ name: 'run create', status: { message: 'unknown' } }]);
  });
});

describe('what is measured', () => {
  it('is counted, and read when it is collected', async () => {
    const telemetry = await start();
    telemetry.count('relaydesk.updates', { 'relaydesk.desk': 'acme' }, 2);
    telemetry.record('relaydesk.work.duration', 0.2, { 'relaydesk.work.kind': 'create' });
    telemetry.watch(() => [{ name: 'relaydesk.keys.parked', value: 3, facts: {} }]);
    const unwatch = telemetry.watch(() => [{ name: 'relaydesk.windows', value: 1, facts: {} }]);
    unwatch();
    await telemetry.close();
    expect(collector.metrics.get('relaydesk.updates')).toMatchObject([
      { attributes: { 'relaydesk.desk': 'acme' }, asDouble: 2 },
    ]);
    expect(collector.metrics.get('relaydesk.work.duration')).toMatchObject([{ count: 1 }]);
    expect(collector.metrics.get('relaydesk.keys.parked')).toMatchObject([{ asDouble: 3 }]);
    expect(collector.metrics.get('relaydesk.windows') ?? []).toEqual([]);
  });

  it('stands in the documentation, all of it', async () => {
    const page = await readFile(join(import.meta.dirname, '..', '..', '..', 'docs', 'TELEMETRY.md'), 'utf8');
    const named = [...page.matchAll(/^\| `(relaydesk\.[a-z_.]+)` +\|/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(INSTRUMENTS).sort());
  });
});
