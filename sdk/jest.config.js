/** Tracker specs: one rule each in jsdom under src/, whole journeys in a real Chromium under test/. */
export default {
  displayName: 'sdk',
  rootDir: '..',
  roots: ['<rootDir>/sdk'],
  testEnvironment: 'jsdom',
  testEnvironmentOptions: { url: 'https://shop.example/' },
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
