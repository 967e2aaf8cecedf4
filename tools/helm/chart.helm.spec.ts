import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '#config';
import { TOPICS, TOPIC_NAMES } from '#contracts';
import { messengers, trackers } from '#plugins';
import { provideHelm } from './provide-helm.js';
import { chartBy, type Manifest, podOf, VALUE_SETS } from './render-chart.js';

const chart = chartBy(await provideHelm());
/** A process of ours ends itself after so long (`libs/boot`). */
const ENDS_WITHIN_S = 20;
const SERVICES = ['gateway', 'notifier', 'session-aggregator', 'tracker-adapter'];

const all = new Map<string, Manifest[]>();
beforeAll(async () => {
  for (const values of VALUE_SETS) all.set(values, await chart.render(values));
});

const rendered = (values: string) => all.get(values) ?? [];
const ofKind = (kind: string, values: string) => rendered(values).filter((one) => one.kind === kind);
const isHook = ({ metadata }: Manifest) => metadata.annotations?.['helm.sh/hook'] !== undefined;
const secretIn = (pod: ReturnType<typeof podOf>) => pod?.containers[0].envFrom[0]?.secretRef.name;
const configIn = (pod: ReturnType<typeof podOf>) => pod?.volumes.find(({ name }) => name === 'config')?.configMap?.name;

describe.each(VALUE_SETS)('the chart with %s', (values) => {
  it('passes helm lint', async () => {
    expect(await chart.lint(values)).toContain('0 chart(s) failed');
  });

  it('names everything once', () => {
    const names = rendered(values).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
  });

  it('starts each service', () => {
    const started = ofKind('Deployment', values).map((one) => podOf(one)?.containers[0].args);
    expect(started.sort()).toEqual(SERVICES.map((service) => ['start', service]));
  });

  it('gives every pod a configuration and a Secret that are there when it starts', () => {
    const there = (kind: string, before: boolean) =>
      ofKind(kind, values)
        .filter((one) => !before || isHook(one))
        .map(({ metadata }) => metadata.name)
        .concat(kind === 'Secret' ? 'relaydesk-secrets' : []);
    for (const manifest of rendered(values)) {
      const pod = podOf(manifest);
      if (!pod) continue;
      expect(there('ConfigMap', isHook(manifest))).toContain(configIn(pod));
      expect(there('Secret', isHook(manifest))).toContain(secretIn(pod));
    }
  });

  it('lets no pod be root, write to its root, gain a privilege or talk to Kubernetes', () => {
    const pods = rendered(values).flatMap((one) => podOf(one) ?? []);
    for (const pod of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
          },
        ],
      });
    }
  });

  it('lets every process end by itself before it is killed', () => {
    for (const deployment of ofKind('Deployment', values)) {
      const pod = podOf(deployment);
      const waits = (pod?.containers[0]['lifecycle'] as Lifecycle | undefined)?.preStop.sleep.seconds ?? 0;
      expect(waits > 0).toBe(deployment.metadata.name.endsWith('-gateway'));
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(ENDS_WITHIN_S + waits);
    }
  });

  it('scales a service by its own topic’s lag and never beyond the lanes', async () => {
    const config = await configOf(values);
    const prefix = config.kafkaPrefix;
    for (const { metadata, spec } of ofKind('ScaledObject', values)) {
      const topic = TOPIC_NAMES.find((name) => metadata.name.endsWith(`-${TOPICS[name].consumer}`)) ?? '';
      expect(spec).toMatchObject({
        triggers: [{ metadata: { topic: prefix + topic, consumerGroup: `${prefix}relaydesk-${topic}` } }],
      });
      expect(spec?.['maxReplicaCount']).toBeLessThanOrEqual(config.lanes);
      expect(spec?.['minReplicaCount']).toBeLessThanOrEqual(Number(spec?.['maxReplicaCount']));
    }
  });
});

type Lifecycle = { preStop: { sleep: { seconds: number } } };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relaydesk-chart-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What Relaydesk reads of the ConfigMap. */
async function configOf(values: string) {
  const map = ofKind('ConfigMap', values).find((one) => !isHook(one));
  const file = join(folder, values);
  await writeFile(file, map?.data?.['relaydesk.yaml'] ?? '');
  const env = {
    RELAYDESK_CONFIG: file,
    DATABASE_URL: 'postgres://relaydesk@postgres/relaydesk',
    RELAYDESK_SECRET: 'a long random text for codes',
    ACME_BOT_TOKEN: '1:a',
    ACME_SECOND_TOKEN: '2:b',
    ACME_WEBHOOK_SECRET: 'c',
    ACME_REDMINE_KEY: 'd',
  };
  return readConfig(env, { trackers, messengers });
}

describe('the chart', () => {
  it('passes its configuration on as it is written', async () => {
    const config = await configOf('everything-values.yaml');
    expect(config).toMatchObject({
      port: 9_000,
      lanes: 12,
      desks: [{ id: 'acme', options: { unknownPeople: 'allow' } }],
    });
    expect(config.desks[0]?.channels.map(({ id }) => id)).toEqual(['telegram', 'second']);
  });

  it('lets only the gateway be called, and a session-aggregator reach nothing but the parts', () => {
    const policies = ofKind('NetworkPolicy', 'smallest-values.yaml');
    const incoming = policies.filter(({ spec }) => spec?.['ingress'] !== undefined);
    const ports = (name: string) => JSON.stringify(policies.find(({ metadata }) => metadata.name.endsWith(name))?.spec);
    expect(policies).toHaveLength(6);
    expect(incoming.map(({ metadata }) => metadata.name)).toEqual(['desk-relaydesk-gateway']);
    expect(ports('-session-aggregator')).not.toContain('443');
    expect(ports('-notifier')).toContain('443');
  });

  it('carries the version of the program', async () => {
    const read = (file: string) => readFile(join(import.meta.dirname, '..', '..', file), 'utf8');
    const { version } = JSON.parse(await read('package.json')) as { version: string };
    const [first] = ofKind('Deployment', 'smallest-values.yaml');
    expect(await read('helm/relaydesk/Chart.yaml')).toContain(`\nversion: ${version}\n`);
    expect(first && podOf(first)?.containers[0].image).toBe(`registry.example.com/relaydesk:${version}`);
  });

  it.each([
    ['no desk', [], 'config.desks: name at least one desk'],
    ['no Secret', ['secret.existing=""'], 'secret.existing: name a Secret'],
    ['an unknown key', ['config.lane=3'], "additional properties 'lane' not allowed"],
    ['no pod of a service at all', ['services.notifier.autoscaling.minReplicas=0'], 'minimum: got 0, want 1'],
    ['an Ingress without a host', ['gateway.ingress.enabled=true'], 'gateway.ingress.host: set it'],
  ])('refuses %s and says so', async (_, settings, words) => {
    const values = settings.length > 0 ? 'smallest-values.yaml' : undefined;
    await expect(chart.render(values, ...settings)).rejects.toThrow(words);
  });
});
