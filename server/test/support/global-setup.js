import { build } from 'esbuild';
import { mkdir, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PREFIX = 'analytics-test-';

// Durability is the tests' own subject only where they start a whole server of their own.
const FAST = { fsync: 'off', full_page_writes: 'off', max_connections: '400' };

/** Starts one real PostgreSQL for the whole run; each test file makes its own database in it. */
export default async function setup() {
  const embedded = await load('embedded-database');
  const postmaster = await load('postmaster');
  await sweep(postmaster);
  const folder = path.join(os.tmpdir(), `${PREFIX}${process.pid}`);
  const database = await embedded.startEmbedded(folder, FAST);
  process.env.TEST_CLUSTER_URL = database.url;
  globalThis.endOfTests = async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** The product's own start of PostgreSQL; bundled, because this file runs before Jest reads TypeScript. */
async function load(name) {
  const outfile = path.join(
    ROOT,
    'node_modules/.cache/analytics-test',
    `${name}-${process.pid}.mjs`,
  );
  await mkdir(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(ROOT, `server/src/platform/embedded/${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
  });
  const module = await import(outfile);
  await rm(outfile);
  return module;
}

/** Ends what runs that were killed left behind. */
async function sweep({ stopOrphan }) {
  const names = (await readdir(os.tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const name of names) {
    if (isAlive(Number(name.slice(PREFIX.length)))) continue;
    const folder = path.join(os.tmpdir(), name);
    await stopOrphan(path.join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
