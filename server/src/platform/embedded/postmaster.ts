import { readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { goneWithin, isPostgresOf, postgresesOf } from './processes.js';

const PATIENT_SHUTDOWN_MS = 500;
const FAST_SHUTDOWN_MS = 20_000;
const HELPERS_MS = 2_000;

/** A database process found by its own note in the data. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** The living PostgreSQL of exactly this cluster, or null. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const note = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  if (note === null) return null;
  const [pid, , , port] = note.split('\n');
  const folder = await realpath(cluster);
  // The number may have gone to somebody else since a crash: never signal a process that is not ours.
  if (!(await isPostgresOf(Number(pid), folder))) return null;
  return { pid: Number(pid), port: Number(port) };
}

/** Ends a database whose server was killed, so that its data can be opened again. */
export async function stopOrphan(cluster: string): Promise<boolean> {
  const orphan = await findPostmaster(cluster);
  if (!orphan) {
    // A note without its process would make PostgreSQL suspect whoever has the number now.
    await rm(path.join(cluster, 'postmaster.pid'), { force: true });
    return false;
  }
  await endPostgres(orphan.pid);
  return true;
}

/**
 * Waits for the helpers of a PostgreSQL that was killed: those in the middle of a statement notice late, and while one
 * of them lives its data must not be opened again. After a while they are ended.
 */
export async function withoutLeftovers(cluster: string): Promise<void> {
  const folder = await realpath(cluster).catch(() => cluster);
  for (const pid of await postgresesOf(folder)) {
    if (await goneWithin(pid, HELPERS_MS)) continue;
    signal(pid, 'SIGQUIT');
    await goneWithin(pid, HELPERS_MS);
  }
}

/** Stops a PostgreSQL: first patiently (clients may leave), then cutting them off, then at once. */
export async function endPostgres(pid: number): Promise<void> {
  // TRICKY: a pool that «ended» still has sockets on their way out; cut now, they would report an accident.
  signal(pid, 'SIGTERM');
  if (await goneWithin(pid, PATIENT_SHUTDOWN_MS)) return;
  signal(pid, 'SIGINT');
  if (await goneWithin(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  await goneWithin(pid, 5_000);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended between the look and the signal, which is what was asked for.
  }
}
