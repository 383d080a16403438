import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a process with this number lives (whoever it belongs to). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Something that differs between two processes that had the same number, or null when none lives. */
export async function birthmark(pid: number): Promise<string | null> {
  if (!isAlive(pid) || (await isZombie(pid))) return null;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Field 22 is the start in clock ticks; the name in field 2 may hold spaces, so count after it.
  if (stat) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  return ps(pid, 'lstart=');
}

/** Whether process `pid` is a PostgreSQL that works in `folder` (a real path). */
export async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  const command = (await ps(pid, 'command=')) ?? '';
  if (!/postgres/.test(command)) return false;
  return cwd ? cwd === folder : command.includes(folder);
}

/** Every PostgreSQL process that works in `folder` (a real path); none where the system cannot be asked. */
export async function postgresesOf(folder: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((name) => /^\d+$/.test(name)).map(Number);
  const inside = await Promise.all(
    pids.map(async (pid) => (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder),
  );
  const found: number[] = [];
  for (const [index, pid] of pids.entries()) {
    if (inside[index] && (await isPostgresOf(pid, folder))) found.push(pid);
  }
  return found;
}

/** True as soon as the process is gone, false when it still lives after `milliseconds`. */
export async function goneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (isAlive(pid) && !(await isZombie(pid))) {
    if (performance.now() > end) return false;
    await pause(20);
  }
  return true;
}

// A process whose parent has not yet asked for its end: dead in all but name.
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

async function ps(pid: number, column: string): Promise<string | null> {
  if (column === 'command=') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
    if (line) return line.replaceAll('\0', ' ').trim();
  }
  return run('ps', ['-o', column, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  );
}
