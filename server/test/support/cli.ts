import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { runProgram } from '../../src/cli/program.js';
import { readEnvironment } from '../../src/platform/config/environment.js';

const CLI = path.resolve(import.meta.dirname, '../../../dist/server/cli.js');

/** What a command left behind. */
export interface CommandResult {
  readonly code: number | null;
  /** What it said and what it complained about, in that order. */
  readonly said: string;
}

/** Runs a command of the built CLI as a process of its own, with exactly these variables; `input` is piped in. */
export async function runCli(
  variables: Record<string, string>,
  words: readonly string[],
  input = '',
): Promise<CommandResult> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: npm run build:server first.`);
  const child = spawn(process.execPath, [CLI, ...words], {
    // Away from a `.env` of the developer.
    cwd: os.tmpdir(),
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...variables },
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said: said + complained };
}

/** Runs a command in this process, as the built CLI does in its own: quicker, but nobody can type. */
export async function runHere(
  variables: Record<string, string>,
  words: readonly string[],
): Promise<CommandResult> {
  let [said, complained] = ['', ''];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said += chunk.toString();
      done();
    },
  });
  const code = await runProgram(words, {
    settings: () => readEnvironment({ LOG_LEVEL: 'silent', ...variables }),
    output,
    print: (line) => (said += `${line}\n`),
    complain: (line) => (complained += `${line}\n`),
    progress: () => undefined,
    askSecret: () => Promise.reject(new Error('Nobody is there to ask.')),
    interrupted: new AbortController().signal,
    exitCode: 0,
  });
  return { code, said: said + complained };
}
