import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const README = path.resolve(import.meta.dirname, '../../../README.md');

/** The shell commands README.md shows under this heading. */
export async function commandsUnder(heading: string): Promise<string> {
  const [, section = ''] = (await readFile(README, 'utf8')).split(`\n## ${heading}\n`);
  const [, commands] = /```sh\n([\s\S]*?)```/.exec(section.split('\n## ')[0] ?? '') ?? [];
  if (!commands) throw new Error(`README.md shows no commands under «${heading}».`);
  return commands;
}

/** What bash printed for these commands; throws with what it complained about when it fails. */
export async function runInBash(commands: string): Promise<string> {
  const child = spawn('bash', ['-e', '-u', '-o', 'pipefail', '-c', commands], {
    cwd: os.tmpdir(),
    // The node that runs the tests is the node of the commands.
    env: { PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
  });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`bash ended with ${code}:\n${said}${complained}`);
  return said;
}
