import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const run = promisify(execFile);
const CHART = join(import.meta.dirname, '..', '..', 'helm', 'relaydesk');
const MOST = { maxBuffer: 16 * 1024 * 1024 };

/** Files with values under `helm/relaydesk/ci`, each a way to use the chart. */
export const VALUE_SETS = readdirSync(join(CHART, 'ci'));

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()),
  envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }) })),
  securityContext: z.unknown(),
  resources: z.object({ requests: z.object({ memory: z.string() }), limits: z.object({ memory: z.string() }) }),
});
const PodSpec = z.looseObject({
  terminationGracePeriodSeconds: z.number().optional(),
  containers: z.tuple([container]),
  volumes: z.array(z.looseObject({ name: z.string(), configMap: z.object({ name: z.string() }).optional() })),
});
export type PodSpec = z.infer<typeof PodSpec>;

const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), annotations: z.record(z.string(), z.string()).optional() }),
  spec: z.looseObject({ template: z.looseObject({ spec: PodSpec }).optional() }).optional(),
  data: z.record(z.string(), z.string()).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

export type Chart = {
  /** `helm lint`; rejects with what it found. */
  lint(values: string): Promise<string>;
  /** Everything the chart makes of the values; rejects in Helm's words. `settings`: `key=value`, over the values. */
  render(values: string | undefined, ...settings: string[]): Promise<Manifest[]>;
};

/** The chart, rendered by that Helm as for a release `desk`. */
export function chartBy(helm: string): Chart {
  const valuesOf = (values: string) => ['--values', join(CHART, 'ci', values)];
  return {
    lint: async (values) => (await run(helm, ['lint', '--strict', CHART, ...valuesOf(values)], MOST)).stdout,
    async render(values, ...settings) {
      // A Helm built by Go itself takes the cluster for an old one.
      const args = ['template', 'desk', CHART, '--kube-version', '1.33.0', ...(values ? valuesOf(values) : [])];
      const { stdout } = await run(helm, [...args, ...settings.flatMap((one) => ['--set-json', one])], MOST);
      const documents = parseAllDocuments(stdout, { uniqueKeys: true });
      return documents.map((document) => Manifest.parse(document.toJS()));
    },
  };
}

export const podOf = ({ spec }: Manifest): PodSpec | undefined => spec?.template?.spec;
