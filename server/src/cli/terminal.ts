import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type Environment, readEnvironment } from '../platform/config/environment.js';

/** Said to the person at the terminal as it is, without where it was thrown. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** What surrounds a command: its settings, where it speaks, and how it hears that it should stop. */
export interface Terminal {
  settings(): Environment;
  /** Takes what is no line, such as a file. */
  readonly output: Writable;
  print(line: string): void;
  /** Beside what is printed, which may be piped elsewhere. */
  complain(line: string): void;
  /** Replaces the last progress line on a screen; in a file, says nothing. */
  progress(line: string): void;
  /** A secret from the keyboard, not shown, or the first line of what is piped in. */
  askSecret(question: string): Promise<string>;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly interrupted: AbortSignal;
  /** What the process will say when it ends. */
  exitCode: number;
}

/** The real terminal. The first Ctrl-C asks to stop, a second one is obeyed at once. */
export function openTerminal(): Terminal {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interruption.abort());
  }
  let unfinished = false;
  return {
    settings: readEnvironment,
    output: process.stdout,
    interrupted: interruption.signal,
    exitCode: 0,
    askSecret,
    complain: (line) => void process.stderr.write(`${line}\n`),
    print: (line) => {
      if (unfinished) process.stdout.write('\r\x1b[K');
      unfinished = false;
      process.stdout.write(`${line}\n`);
    },
    progress: (line) => {
      if (!process.stdout.isTTY) return;
      unfinished = true;
      process.stdout.write(`\r\x1b[K${line}`);
    },
  };
}

async function askSecret(question: string): Promise<string> {
  const shown = process.stdin.isTTY;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: shown });
  if (shown) process.stderr.write(question);
  try {
    return shown ? await lines.question('') : await firstLine(lines);
  } finally {
    lines.close();
    if (shown) process.stderr.write('\n');
  }
}

async function firstLine(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line;
  return '';
}
