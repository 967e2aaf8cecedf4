/** Suites that must not pass, for `run-suite.real.spec.ts`. */
import config from '../../../jest.config.mjs';

export default {
  ...config,
  globalSetup: undefined,
  globalTeardown: undefined,
  rootDir: '../../..',
  roots: ['<rootDir>/tools/verify/planted'],
  testMatch: ['**/*.planted.ts'],
};
