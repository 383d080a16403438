/**
 * Server tests run as native ES modules against real servers; a file's name is the promise it keeps. The files that
 * one worker runs share the modules they import: to load them anew for each took as long as the tests.
 */
export default {
  displayName: 'server',
  rootDir: '..',
  roots: ['<rootDir>/server'],
  testMatch: ['**/*.test.ts'],
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/server/test/support/read-typescript.js'],
  setupFilesAfterEnv: ['<rootDir>/server/test/support/time-limit.js'],
  globalSetup: '<rootDir>/server/test/support/global-setup.js',
  globalTeardown: '<rootDir>/server/test/support/global-teardown.js',
};
