/** What everything here runs on at least; the dependencies bring a newer one. */
export const OLDEST_NODE = '22.22.0';

/** Why this Node cannot run the server, in one sentence; null when it can. */
export function refusalOfNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return `This is Node ${version}, and the server needs ${oldestMajor}.${oldestMinor} or newer: use make start, or run it with node_modules/.bin/node.`;
}
