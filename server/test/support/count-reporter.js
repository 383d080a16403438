import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where `make test` finds the count of its run. */
const FILE = path.resolve(import.meta.dirname, '../../../node_modules/.cache/test-count.txt');

/** Leaves a line «N passed, N failed» over all projects; a file that could not even run counts as a failure. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    mkdirSync(path.dirname(FILE), { recursive: true });
    writeFileSync(FILE, `${results.numPassedTests} passed, ${failed} failed\n`);
  }
}
