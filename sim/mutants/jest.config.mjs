import base from '../../jest.config.mjs';

const [, swcOptions] = base.transform['\\.ts$'];

/** For the tests that hold a rule: what they read has the mistake in it that RELAYDESK_MUTANT names. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  transform: { '\\.ts$': ['<rootDir>/sim/mutants/plant-in-tests.mjs', swcOptions] },
};
