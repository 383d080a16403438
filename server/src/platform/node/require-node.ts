import { refusalOfNode } from './node-version.js';

// Imported before everything else: what an old Node cannot run must not be reached.
const refusal = refusalOfNode(process.versions.node);
if (refusal !== null) {
  process.stderr.write(`${refusal}\n`);
  process.exit(1);
}
