import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('docs/openapi.json is what the controllers say (npm run openapi writes it)', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-openapi-'));
  const file = path.join(folder, 'openapi.json');
  try {
    await promisify(execFile)(process.execPath, [path.join(ROOT, 'dist/server/openapi.js'), file]);
    const made: unknown = JSON.parse(await readFile(file, 'utf8'));
    const committed: unknown = JSON.parse(
      await readFile(path.join(ROOT, 'docs/openapi.json'), 'utf8'),
    );
    expect(committed).toEqual(made);
  } finally {
    await rm(folder, { recursive: true });
  }
});
