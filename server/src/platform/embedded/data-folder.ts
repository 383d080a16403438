import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type OperatingUser, canReach } from './operating-user.js';
import { birthmark } from './processes.js';

// Where the cluster goes when the database's user cannot enter the data folder (a clone under /root, say).
const REACHABLE_HOME = '/var/lib/analytics-dashboard';

/** What lies in DATA_DIR. */
export interface DataFolder {
  readonly root: string;
  /** PostgreSQL's own data; `postgres` in the root is this, or a link to it. */
  readonly cluster: string;
  /** Parent of the cluster and of copied programs. */
  readonly home: string;
  readonly log: string;
}

/** Who holds the folder. */
export interface Holder {
  readonly pid: number;
  readonly born: string;
  readonly url?: string;
}

/** The same folder is in use by a server that is running. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';

  constructor(root: string, holder: Holder) {
    super(
      `Already running${holder.url ? ` at ${holder.url}` : ''} (process ${holder.pid}) with the data in ${root}.\n` +
        'Stop it with «make down», or give this one a folder of its own with DATA_DIR.',
    );
  }
}

/** Makes the folder when needed and decides where the cluster lives; `user` is whom PostgreSQL runs as. */
export async function openDataFolder(
  root: string,
  user: OperatingUser | null,
): Promise<DataFolder> {
  await mkdir(root, { recursive: true, mode: 0o755 });
  const cluster = await clusterOf(root);
  const log = path.join(root, 'postgres.log');
  if (!user || (await canReach(path.dirname(cluster), user))) {
    return { root, cluster, home: path.dirname(cluster), log };
  }
  // A fresh name, not one made from the path: a data folder that was removed and made again is an empty one.
  const home = path.join(REACHABLE_HOME, randomBytes(6).toString('hex'));
  await mkdir(home, { recursive: true, mode: 0o755 });
  await symlink(path.join(home, 'postgres'), path.join(root, 'postgres'));
  return { root, cluster: path.join(home, 'postgres'), home: REACHABLE_HOME, log };
}

/** Where the cluster of this data folder is, whether or not it exists. */
export async function clusterOf(root: string): Promise<string> {
  const place = path.join(root, 'postgres');
  return readlink(place).catch(() => place);
}

/** A random secret of 64 hex digits, made at the first call and the same ever after; readable by its owner only. */
export async function keptSecret(root: string, name: string): Promise<string> {
  const file = path.join(root, name);
  const made = randomBytes(32).toString('hex');
  await mkdir(root, { recursive: true, mode: 0o755 });
  try {
    await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return (await readFile(file, 'utf8')).trim();
  }
}

/** Makes this process the holder of the folder; throws DataFolderInUse when another one is. */
export async function holdDataFolder(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o755 });
  const me: Holder = { pid: process.pid, born: (await birthmark(process.pid)) ?? '' };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(holderFile(root), JSON.stringify(me), { flag: 'wx', mode: 0o644 });
      return;
    } catch {
      const holder = await holderOf(root);
      if (holder) throw new DataFolderInUse(root, holder);
      await rm(holderFile(root), { force: true });
    }
  }
  throw new Error(`${holderFile(root)} cannot be written.`);
}

/** Tells whoever finds the folder in use where the server answers. */
export async function announceUrl(root: string, url: string): Promise<void> {
  const holder = await holderOf(root);
  if (holder?.pid !== process.pid) return;
  await writeFile(holderFile(root), JSON.stringify({ ...holder, url }));
}

/** The living process that holds the folder, or null: a file left by one that was killed does not count. */
export async function holderOf(root: string): Promise<Holder | null> {
  const text = await readFile(holderFile(root), 'utf8').catch(() => '');
  try {
    const holder = JSON.parse(text) as Holder;
    return holder.born === (await birthmark(holder.pid)) ? holder : null;
  } catch {
    return null;
  }
}

/** Gives the folder free. */
export async function releaseDataFolder(root: string): Promise<void> {
  const holder = await holderOf(root);
  if (holder?.pid === process.pid) await rm(holderFile(root), { force: true });
}

/** Hands a folder to the user PostgreSQL runs as. */
export async function giveTo(user: OperatingUser | null, target: string): Promise<void> {
  if (user) await chown(target, user.uid, user.gid);
}

function holderFile(root: string): string {
  return path.join(root, 'server.pid');
}
