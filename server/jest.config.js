/** Server tests run as native ES modules against real servers; a file's name is the promise it keeps. */
export default {
  displayName: 'server',
  rootDir: '..',
  testEnvironment: 'node',
  roots: ['<rootDir>/server'],
  testMatch: ['**/*.spec.ts', '**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  // A whole server starts in many a hook, and the machine may have other things to do.
  testTimeout: 120_000,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  globalSetup: '<rootDir>/server/test/support/global-setup.js',
  globalTeardown: '<rootDir>/server/test/support/global-teardown.js',
};
