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

/** Pure tests end in `.spec.ts`; those on real parts (Postgres, Kafka, Redis, Redmine) in `.real.spec.ts`. */
const real = process.env.RELAYDESK_SUITE === 'real';

export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools', '<rootDir>/bench'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': swc },
  testMatch: [real ? '**/*.real.spec.ts' : '**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/boundaries/planted/', ...(real ? [] : ['\\.real\\.spec\\.ts$'])],
  testTimeout: real ? 60_000 : 5_000,
  ...(real && {
    globalSetup: '<rootDir>/tools/jest/parts-start.mjs',
    globalTeardown: '<rootDir>/tools/jest/parts-stop.mjs',
  }),
  maxWorkers: 2,
  errorOnDeprecated: true,
};
