import { refusalOfNode } from '../src/platform/node/node-version.js';

it.each(['22.22.0', '22.23.1', '24.0.0', '24.21.0', '26.1.0'])('runs on Node %s', (version) => {
  expect(refusalOfNode(version)).toBeNull();
});

it.each(['18.20.8', '20.20.2', '22.21.9'])('refuses Node %s and says what to do', (version) => {
  expect(refusalOfNode(version)).toBe(
    `This is Node ${version}, and the server needs 22.22 or newer: use make start, or run it with node_modules/.bin/node.`,
  );
});
