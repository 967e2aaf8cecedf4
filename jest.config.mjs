const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2024',
    },
    module: { type: 'es6' },
  },
];

/**
 * Pure tests end in `.spec.ts`; those on real parts (Postgres, Kafka, Redis, Redmine) in `.real.spec.ts`, and pure ones that take
 * seconds, for their thousands of records, run along with these: `.volume.spec.ts`. Those of the chart, which need helm, end in
 * `.helm.spec.ts`.
 */
const suite = ['real', 'helm'].find((name) => name === process.env.RELAYDESK_SUITE);
const real = suite === 'real';

export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools', '<rootDir>/bench', '<rootDir>/chaos', '<rootDir>/sim'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    // Every spec would read the fifty languages of zod's own errors, which nobody sees.
    '^\\.\\./locales/index\\.js$': '<rootDir>/node_modules/zod/v4/locales/en.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '\\.ts$': swc },
  testMatch: [suite ? `**/*.${real ? '{real,volume}' : suite}.spec.ts` : '**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/boundaries/planted/',
    ...(suite ? [] : ['\\.(real|volume|helm)\\.spec\\.ts$']),
  ],
  // Only an end to waiting for what never comes: no test promises a time.
  testTimeout: suite ? 300_000 : 120_000,
  // A worker, and Jest itself, may be slow to end on a busy machine; what leaks never ends.
  workerGracefulExitTimeout: 20_000,
  openHandlesTimeout: 10_000,
  ...(real && {
    globalSetup: '<rootDir>/tools/jest/parts-start.mjs',
    globalTeardown: '<rootDir>/tools/jest/parts-stop.mjs',
  }),
  maxWorkers: 2,
  // ES modules are never let go by Jest: a worker that has grown is replaced, or it takes too long to end.
  workerIdleMemoryLimit: '500MB',
  errorOnDeprecated: true,
};
