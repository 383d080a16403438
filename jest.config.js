import { existsSync } from 'node:fs';

/** All tests of the house; `--selectProjects server` (or console, sdk) runs one part. */
export default {
  projects: ['server', 'admin-ui', 'sdk'].filter((part) => existsSync(`${part}/jest.config.js`)),
  reporters: ['default', '<rootDir>/server/test/support/count-reporter.js'],
  testSequencer: '<rootDir>/server/test/support/longest-first.js',
  testTimeout: 120_000,
  maxWorkers: 1,
};
