import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Whom PostgreSQL runs as when we are root, which it refuses to run as. */
export interface OperatingUser {
  readonly uid: number;
  readonly gid: number;
}

// The first that exists; `nobody` does everywhere.
const CANDIDATES = ['postgres', 'nobody'];

/** Null when we are an ordinary user, who simply stays the same; otherwise an unprivileged user of this machine. */
export async function operatingUser(cluster: string): Promise<OperatingUser | null> {
  if (process.getuid?.() !== 0) return null;
  // The owner of data that exists goes on owning it, whatever users were added since.
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = await readAccounts();
  for (const name of CANDIDATES) {
    const account = accounts.get(name);
    if (account) return account;
  }
  throw new Error(
    'PostgreSQL does not run as root and this machine has neither a user «postgres» nor «nobody». Start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether `user` may enter every folder on the way to `target`, and `target` itself if it exists. */
export async function canReach(target: string, user: OperatingUser): Promise<boolean> {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found?.isDirectory()) {
      const shift = found.uid === user.uid ? 6 : found.gid === user.gid ? 3 : 0;
      if (((found.mode >> shift) & 1) === 0) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

async function readAccounts(): Promise<Map<string, OperatingUser>> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [name, , uid, gid] = line.split(':');
      return name && uid && gid ? [[name, { uid: Number(uid), gid: Number(gid) }] as const] : [];
    }),
  );
}
