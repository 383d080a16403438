import { mkdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Row, table } from './table.ts';

const FOLDER = path.resolve(import.meta.dirname, 'results');
const PAGE = path.resolve(import.meta.dirname, 'RESULTS.md');

/** What a part measured when it last ran. */
interface Result {
  /** Day and machine, in a sentence. */
  readonly measured: string;
  readonly rows: readonly Row[];
}

/** Keeps what a part has just measured. */
export async function keep(part: string, rows: readonly Row[], now: Date): Promise<void> {
  const result: Result = { measured: machine(now), rows };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileOf(part), `${JSON.stringify(result, null, 2)}\n`);
}

/** Writes RESULTS.md from what each of the parts measured last. */
export async function writePage(parts: Readonly<Record<string, string>>): Promise<void> {
  const sections = await Promise.all(
    Object.entries(parts).map(async ([part, about]) => {
      const result = await read(part);
      return result
        ? [`## ${part}: ${about}`, '', result.measured, '', table(result.rows), '']
        : [];
    }),
  );
  const text = [
    '# Measured',
    '',
    'Written by `make bench`: the built product with servers of its own; load, server and stores share the machine. ' +
      'Each part says when and where it was measured last; a ratio compares with the baseline of the same run.',
    '',
    ...sections.flat(),
  ];
  await writeFile(PAGE, text.join('\n'));
}

async function read(part: string): Promise<Result | null> {
  try {
    return JSON.parse(await readFile(fileOf(part), 'utf8')) as Result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function fileOf(part: string): string {
  return path.join(FOLDER, `${part}.json`);
}

function machine(now: Date): string {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(1);
  return (
    `${now.toISOString().slice(0, 10)}, ${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ` +
    `${memory} GiB, ${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}, ` +
    `load average at the end ${(os.loadavg()[0] ?? 0).toFixed(1)}.`
  );
}
