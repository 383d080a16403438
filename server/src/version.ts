import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The version in package.json. */
export async function productVersion(): Promise<string> {
  const file = path.resolve(import.meta.dirname, '../../package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
  return version;
}
