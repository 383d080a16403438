import path from 'node:path';
import { readEnvironment } from './platform/config/environment.js';
import { clusterOf, holderOf } from './platform/embedded/data-folder.js';
import { findPostmaster, stopOrphan } from './platform/embedded/postmaster.js';
import { goneWithin } from './platform/embedded/processes.js';

const DRAIN_MS = 30_000;

/** Ends the server that runs on this machine's data folder, and a database one that was killed left behind. */
const { dataDir } = readEnvironment();
const holder = await holderOf(dataDir);
if (holder) {
  process.kill(holder.pid, 'SIGTERM');
  const isGone = await goneWithin(holder.pid, DRAIN_MS);
  say(isGone ? 'The server has stopped.' : `Process ${holder.pid} is still finishing its work.`);
} else if (await findPostmaster(await clusterOf(dataDir))) {
  await stopOrphan(await clusterOf(dataDir));
  say('The database of a server that was killed has stopped.');
} else {
  say(`No server runs on ${path.relative(process.cwd(), dataDir) || '.'}.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
